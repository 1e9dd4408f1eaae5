package com.plugipay.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.billing.calendar.BillingInterval;
import com.plugipay.billing.invoices.BillingReason;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.errors.ApiException;
import com.plugipay.support.Answer;
import com.plugipay.support.TestGateway;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of the price costs. */
class PriceChangeTest {
    private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant MIDDLE = Instant.parse("2026-04-16T00:00:00Z");
    private static final List<SubscriptionTerms> MONTHLY =
            BillingExamples.plan(BillingInterval.MONTH, 1, 100_000, 300_000, 20_000);
    private static final List<SubscriptionTerms> YEARLY = BillingExamples.plan(BillingInterval.YEAR, 1, 1_000_000);
    private static final List<SubscriptionTerms> METERED = BillingExamples.metered(BillingInterval.MONTH, 5, 9);
    private static final List<SubscriptionTerms> ALL =
            Stream.of(MONTHLY, YEARLY, METERED).flatMap(List::stream).toList();

    private final Subscriber merchant = new Subscriber(TestGateway.shared());

    @Test
    void halfOfThePeriodIsCreditedAndChargedWithTheNextInvoice() {
        SubscriptionStep step = change(MONTHLY.get(1), ProrationBehavior.CREATE_PRORATIONS, false);
        assertThat(step.invoice()).isNull();
        assertThat(step.after().priceId()).isEqualTo(MONTHLY.get(1).price().id());
        assertThat(pending(step)).containsExactly(-50_000L, 150_000L);
        SubscriptionStep renewed = renewed(step.after());
        assertThat(amounts(renewed)).containsExactly(-50_000L, 150_000L, 300_000L);
        assertThat(renewed.after().billing().pendingLines()).isEmpty();
    }

    @Test
    void anUpgradeIsBilledAtOnceWhenAsked() {
        SubscriptionStep step = change(MONTHLY.get(1), ProrationBehavior.CREATE_PRORATIONS, true);
        Invoice invoice = Objects.requireNonNull(step.invoice());
        assertThat(invoice.billingReason()).isEqualTo(BillingReason.CHANGE);
        assertThat(invoice.total()).isEqualTo(100_000);
        assertThat(invoice.periodStart()).isEqualTo(MIDDLE);
        assertThat(pending(step)).isEmpty();
    }

    @Test
    void aDowngradeIsNeverPaidOutAndReducesTheNextInvoices() {
        SubscriptionStep step = change(MONTHLY.get(2), ProrationBehavior.CREATE_PRORATIONS, true);
        assertThat(step.invoice()).isNull();
        assertThat(pending(step)).containsExactly(-50_000L, 10_000L);
        SubscriptionStep first = renewed(step.after());
        assertThat(Objects.requireNonNull(first.invoice()).total()).isZero();
        assertThat(amounts(first)).containsExactly(-50_000L, 10_000L, 20_000L, 20_000L);
        assertThat(pending(first)).containsExactly(-20_000L);
        SubscriptionStep second = renewed(first.after());
        assertThat(amounts(second)).containsExactly(-20_000L, 20_000L);
        assertThat(pending(second)).isEmpty();
    }

    @Test
    void withoutProrationOnlyTheNextPeriodCostsMore() {
        SubscriptionStep step = change(MONTHLY.get(1), ProrationBehavior.NONE, false);
        assertThat(step.after().priceId()).isEqualTo(MONTHLY.get(1).price().id());
        assertThat(pending(step)).isEmpty();
        assertThat(amounts(renewed(step.after()))).containsExactly(300_000L);
    }

    @Test
    void aChangeCanWaitForTheNextPeriod() {
        SubscriptionStep step = change(YEARLY.getFirst(), ProrationBehavior.NEXT_PERIOD, false);
        assertThat(step.after().priceId()).isEqualTo(MONTHLY.getFirst().price().id());
        SubscriptionStep renewed = renewed(step.after());
        assertThat(amounts(renewed)).containsExactly(1_000_000L);
        assertThat(renewed.after().nextPriceId()).isNull();
        assertThat(renewed.after().currentPeriodEnd()).isEqualTo(Instant.parse("2027-05-01T00:00:00Z"));
    }

    @Test
    void anotherPlanBeginsAPeriodOfItsOwn() {
        SubscriptionStep step = change(YEARLY.getFirst(), ProrationBehavior.CREATE_PRORATIONS, false);
        assertThat(amounts(step)).containsExactly(-50_000L, 1_000_000L);
        assertThat(step.after().currentPeriodStart()).isEqualTo(MIDDLE);
        assertThat(step.after().currentPeriodEnd()).isEqualTo(Instant.parse("2027-04-16T00:00:00Z"));
        assertThat(step.after().planId()).isEqualTo(YEARLY.getFirst().plan().id());
    }

    @Test
    void onlyWhatWasBilledIsGivenBack() {
        Subscription discounted =
                BillingExamples.subscribe(MONTHLY.getFirst(), 1, "UTC", START).after();
        Subscription half = SubscriptionBuilder.builder(discounted)
                .billing(discounted.billing().changed().billedAmount(40_000).build())
                .build();
        SubscriptionStep step = new TermsChange(MONTHLY.get(2), 1, ProrationBehavior.CREATE_PRORATIONS, false)
                .apply(BillingExamples.facts(half, ALL, 0, MIDDLE));
        assertThat(pending(step)).containsExactly(-20_000L, 10_000L);
    }

    @Test
    void usageUpToAChangeIsBilledAtThePriceThatItHad() {
        Subscription metered =
                BillingExamples.subscribe(METERED.getFirst(), 1, "UTC", START).after();
        SubscriptionStep step = new TermsChange(METERED.get(1), 1, ProrationBehavior.CREATE_PRORATIONS, false)
                .apply(BillingExamples.facts(metered, ALL, 100, MIDDLE));
        assertThat(pending(step)).containsExactly(500L);
        SubscriptionStep renewed = SubscriptionPeriods.next(BillingExamples.facts(
                        step.after(), ALL, 10, step.after().currentPeriodEnd()))
                .orElseThrow();
        assertThat(amounts(renewed)).containsExactly(500L, 90L);

        SubscriptionStep left = new TermsChange(METERED.get(1), 1, ProrationBehavior.NONE, false)
                .apply(BillingExamples.facts(metered, ALL, 100, MIDDLE));
        assertThat(pending(left)).isEmpty();
        assertThat(left.after().billing().usageStart()).isEqualTo(START);
    }

    /** Its invoice would be of a period that begins when another does, and could never be made. */
    @Test
    void usageIsNotBilledFromTheMomentThatHasBeenBilledInAdvance() {
        Subscription flat =
                BillingExamples.subscribe(MONTHLY.getFirst(), 1, "UTC", START).after();
        TermsChange toUsage = new TermsChange(METERED.getFirst(), 1, ProrationBehavior.CREATE_PRORATIONS, false);
        assertThatThrownBy(() -> toUsage.apply(BillingExamples.facts(flat, ALL, 0, START)))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("billed already");
        Subscription later = toUsage.apply(BillingExamples.facts(flat, ALL, 0, START.plusMillis(1)))
                .after();
        Invoice usage = Objects.requireNonNull(renewed(later).invoice());
        assertThat(usage.periodStart()).isEqualTo(START.plusMillis(1));
    }

    @Test
    void aChangeFromUsageToAFlatPriceAndBackBillsEachPeriodOnce() {
        Subscription metered =
                BillingExamples.subscribe(METERED.getFirst(), 1, "UTC", START).after();
        SubscriptionStep flat = new TermsChange(MONTHLY.getFirst(), 2, ProrationBehavior.NEXT_PERIOD, false)
                .apply(BillingExamples.facts(metered, ALL, 0, MIDDLE));
        SubscriptionStep renewed = SubscriptionPeriods.next(BillingExamples.facts(
                        flat.after(), ALL, 100, flat.after().currentPeriodEnd()))
                .orElseThrow();
        assertThat(amounts(renewed)).containsExactly(500L, 200_000L);
        SubscriptionStep back = new TermsChange(METERED.getFirst(), 1, ProrationBehavior.NEXT_PERIOD, false)
                .apply(BillingExamples.facts(
                        renewed.after(), ALL, 0, renewed.after().currentPeriodStart()));
        SubscriptionStep again = renewed(back.after());
        assertThat(again.invoice()).isNull();
        assertThat(again.after().quantity()).isEqualTo(1);
        SubscriptionStep used = SubscriptionPeriods.next(BillingExamples.facts(
                        again.after(), ALL, 3, again.after().currentPeriodEnd()))
                .orElseThrow();
        assertThat(amounts(used)).containsExactly(15L);
        assertThat(Objects.requireNonNull(used.invoice()).periodStart())
                .isEqualTo(again.after().currentPeriodStart());
    }

    @Test
    void aTrialTakesAnyPriceWithoutABill() {
        Answer plan = twoPrices();
        Answer made = merchant.subscribe(plan, "\"trialDays\":5");
        Answer changed = merchant.change(made, price(plan, 1)).expect(200);
        assertThat(changed.text("priceId"))
                .isEqualTo(plan.data().at("/prices/1/id").asText());
        assertThat(changed.text("status")).isEqualTo("trialing");
        assertThat(merchant.invoices(made)).isEmpty();
    }

    @Test
    void aRequestChangesThePriceAndShowsWhatIsNext() {
        Answer plan = twoPrices();
        Answer made = merchant.subscribeByInvoice(plan, "");
        Answer changed = merchant.change(
                        made, "{\"billNow\":true," + price(plan, 1).substring(1))
                .expect(200);
        assertThat(changed.text("priceId"))
                .isEqualTo(plan.data().at("/prices/1/id").asText());
        List<JsonNode> invoices = merchant.invoices(made);
        assertThat(invoices).hasSize(2);
        assertThat(invoices.getLast().path("billingReason").asText()).isEqualTo("change");
        assertThat(invoices.getLast().path("total").asLong()).isBetween(199_000L, 200_000L);

        Answer later = merchant.change(
                        made,
                        "{\"prorationBehavior\":\"next_period\","
                                + price(plan, 0).substring(1))
                .expect(200);
        assertThat(later.text("nextPriceId"))
                .isEqualTo(plan.data().at("/prices/0/id").asText());
        merchant.change(made, "{\"metadata\":{\"a\":\"b\"}}").expect(200);
        assertThat(merchant.read(made).path("nextPriceId").asText()).isEqualTo(later.text("nextPriceId"));
        assertThat(merchant.api
                        .get("/v1/subscriptions/" + made.id() + "/upcoming-invoice")
                        .data()
                        .path("total")
                        .asLong())
                .isEqualTo(100_000);
        assertThat(merchant.change(made, price(plan, 1))
                        .expect(200)
                        .data()
                        .path("nextPriceId")
                        .isNull())
                .isTrue();
        assertThat(merchant.invoices(made)).hasSize(2);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            "priceId":"price_none"           | priceId
            "quantity":0                     | quantity
            "quantity":1000000000            | quantity
            "prorationBehavior":"half"       | prorationBehavior
            "customerId":"cus_1"             | customerId
            "taxRate":20000                  | taxRate
            """)
    void whatCannotBeChangedIsRefused(String field, String name) {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(1_000), "");
        Answer answer = merchant.change(made, "{" + field.strip() + "}");
        assertThat(answer.expect(400, "validation_error").field()).isEqualTo(name);
    }

    @Test
    void aPriceInAnotherCurrencyOrTaxModeOrOffSaleIsRefused() {
        Answer plan = merchant.plan("""
                "interval":"month","prices":[
                  {"currency":"IDR","unitAmount":1},{"currency":"USD","unitAmount":1},
                  {"currency":"IDR","unitAmount":1,"taxMode":"inclusive"},
                  {"currency":"IDR","unitAmount":1,"active":false}]""");
        Answer made = merchant.subscribeByInvoice(plan, "");
        assertThat(merchant.change(made, price(plan, 1)).expect(400).field()).isEqualTo("priceId");
        assertThat(merchant.change(made, price(plan, 2)).expect(400).field()).isEqualTo("priceId");
        assertThat(merchant.change(made, price(plan, 3)).expect(409).field()).isEqualTo("priceId");
    }

    private Answer twoPrices() {
        return merchant.plan("""
                "interval":"month","prices":[{"currency":"IDR","unitAmount":100000},{"currency":"IDR","unitAmount":300000}]""");
    }

    private static String price(Answer plan, int number) {
        return "{\"priceId\":\"" + plan.data().at("/prices/" + number + "/id").asText() + "\"}";
    }

    private static SubscriptionStep change(SubscriptionTerms terms, ProrationBehavior behavior, boolean billNow) {
        Subscription subscription =
                BillingExamples.subscribe(MONTHLY.getFirst(), 1, "UTC", START).after();
        return new TermsChange(terms, 1, behavior, billNow).apply(BillingExamples.facts(subscription, ALL, 0, MIDDLE));
    }

    private static SubscriptionStep renewed(Subscription subscription) {
        return SubscriptionPeriods.next(BillingExamples.facts(subscription, ALL, 0, subscription.currentPeriodEnd()))
                .orElseThrow();
    }

    private static List<Long> pending(SubscriptionStep step) {
        return step.after().billing().pendingLines().stream()
                .map(InvoiceLine::amount)
                .toList();
    }

    private static List<Long> amounts(SubscriptionStep step) {
        return Objects.requireNonNull(step.invoice()).lines().stream()
                .map(InvoiceLine::amount)
                .toList();
    }
}
