package com.plugipay.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A subscription from its beginning to its end, as requests make it. */
class SubscriptionTest {
    private final Subscriber merchant = new Subscriber(TestGateway.shared());

    @Test
    void theFirstInvoiceIsMadeWithTheSubscription() {
        Answer plan = merchant.monthly(100_000);
        Answer made = merchant.subscribe(plan, "\"metadata\":{\"seat\":\"4\"}");
        assertThat(made.id()).matches("sub_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(made.text("status")).isEqualTo("past_due");
        assertThat(made.text("substatus")).isEqualTo("incomplete");
        assertThat(made.text("priceId"))
                .isEqualTo(plan.data().at("/prices/0/id").asText());
        assertThat(merchant.tryToSubscribe(plan, "\"paymentTokenId\":\"pt_1\"")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("paymentTokenId");
        assertThat(made.data().path("billing").isMissingNode()).isTrue();
        assertThat(merchant.read(made)).isEqualTo(made.data());
        Instant start = Subscriber.time(made.data(), "currentPeriodStart");
        assertThat(Subscriber.time(made.data(), "currentPeriodEnd"))
                .isEqualTo(start.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant());

        JsonNode invoice = merchant.onlyInvoice(made);
        assertThat(invoice.path("status").asText()).isEqualTo("open");
        assertThat(invoice.path("number").asText()).endsWith("-000001");
        assertThat(invoice.path("billingReason").asText()).isEqualTo("cycle");
        assertThat(invoice.path("total").asLong()).isEqualTo(100_000);
        assertThat(Subscriber.time(invoice, "periodStart")).isEqualTo(start);
        assertThat(invoice.path("periodEnd")).isEqualTo(made.data().path("currentPeriodEnd"));
        assertThat(Subscriber.time(invoice, "dueAt")).isEqualTo(start);
        assertThat(invoice.at("/lines/0/priceId").asText()).isEqualTo(made.text("priceId"));
        assertThat(merchant.events(made))
                .containsExactly("subscription.created", "invoice.created", "invoice.finalized");
    }

    @Test
    void theClientLibrariesReadTheirStates() {
        Answer made = merchant.subscribe(merchant.monthly(100_000), "");
        Answer read = merchant.api.get("/api/v1/subscriptions/" + made.id());
        assertThat(read.text("status")).isEqualTo("incomplete");
        assertThat(read.text("accountId")).isEqualTo(made.text("workspaceId"));
        assertThat(ids("/api/v1/subscriptions?status=incomplete")).containsExactly(made.id());
        assertThat(ids("/v1/subscriptions?status=incomplete")).containsExactly(made.id());
        assertThat(ids("/v1/subscriptions?status=past_due")).containsExactly(made.id());
        assertThat(ids("/v1/subscriptions?status=active")).isEmpty();
        assertThat(ids("/v1/subscriptions?customerId=" + merchant.customer)).containsExactly(made.id());
        assertThat(ids("/v1/subscriptions?planId=" + made.text("planId"))).containsExactly(made.id());
        assertThat(ids("/v1/subscriptions?planId=plan_none")).isEmpty();
        merchant.api.get("/v1/subscriptions?status=late").expect(400, "validation_error");
    }

    @Test
    void aSentInvoiceMayBePaidForAWhile() {
        Answer made = merchant.subscribeByInvoice(merchant.monthly(100_000), "\"daysUntilDue\":14");
        assertThat(made.text("status")).isEqualTo("active");
        JsonNode invoice = merchant.onlyInvoice(made);
        assertThat(Subscriber.time(invoice, "dueAt"))
                .isEqualTo(Subscriber.time(invoice, "issuedAt").plus(Duration.ofDays(14)));
        Answer standard = merchant.subscribeByInvoice(merchant.monthly(100_000), "");
        assertThat(standard.data().path("daysUntilDue").asInt()).isEqualTo(7);
    }

    @Test
    void aTrialIsNotBilled() {
        Answer plan = merchant.plan("\"interval\":\"month\",\"amount\":1000,\"currency\":\"IDR\",\"trialDays\":14");
        Answer made = merchant.subscribe(plan, "");
        assertThat(made.text("status")).isEqualTo("trialing");
        assertThat(Subscriber.time(made.data(), "trialEnd"))
                .isEqualTo(Subscriber.time(made.data(), "createdAt").plus(Duration.ofDays(14)));
        assertThat(made.data().path("currentPeriodEnd")).isEqualTo(made.data().path("trialEnd"));
        assertThat(merchant.invoices(made)).isEmpty();
        assertThat(merchant.subscribe(plan, "\"trialDays\":0").text("status")).isEqualTo("past_due");
    }

    @Test
    void whatCostsNothingIsActiveAtOnce() {
        Answer free = merchant.subscribe(merchant.monthly(0), "");
        assertThat(free.text("status")).isEqualTo("active");
        assertThat(merchant.onlyInvoice(free).path("status").asText()).isEqualTo("paid");
        Answer discounted = merchant.subscribe(merchant.monthly(5_000), "\"initialDiscount\":7000");
        assertThat(discounted.text("status")).isEqualTo("active");
        assertThat(merchant.onlyInvoice(discounted).path("discount").asLong()).isEqualTo(5_000);
        assertThat(merchant.events(discounted)).contains("invoice.paid");
    }

    @Test
    void aLaterStartIsScheduled() {
        Instant start = TestGateway.shared().clock().instant().plus(Duration.ofDays(3));
        Answer made = merchant.subscribe(merchant.monthly(1_000), "\"startAt\":\"" + start + "\"");
        assertThat(made.text("status")).isEqualTo("trialing");
        assertThat(made.text("substatus")).isEqualTo("scheduled");
        assertThat(merchant.invoices(made)).isEmpty();
        merchant.act(made, "pause", "{}").expect(409, "conflict");
        assertThat(merchant.act(made, "cancel", "{\"at\":\"now\"}").expect(200).text("status"))
                .isEqualTo("canceled");
    }

    @Test
    void tiersVolumesAndQuantitiesAreBilled() {
        Answer plan = merchant.plan("""
                "interval":"month","prices":[
                  {"currency":"IDR","model":"tiered","tiers":[{"upTo":10,"unitAmount":300,"flatAmount":50},
                                                              {"upTo":"inf","unitAmount":200}]},
                  {"currency":"IDR","model":"volume","tiers":[{"upTo":10,"unitAmount":300},
                                                              {"upTo":"inf","unitAmount":200,"flatAmount":7}]},
                  {"currency":"IDR","model":"flat","unitAmount":11,"taxMode":"inclusive"}]""");
        assertThat(total(plan, 0, 15)).isEqualTo(10 * 300 + 50 + 5 * 200);
        assertThat(total(plan, 0, 10)).isEqualTo(10 * 300 + 50);
        assertThat(total(plan, 1, 15)).isEqualTo(15 * 200 + 7);
        assertThat(total(plan, 1, 10)).isEqualTo(10 * 300);
        assertThat(total(plan, 2, 15)).isEqualTo(15 * 11);
    }

    private long total(Answer plan, int price, int quantity) {
        Answer made = merchant.subscribe(
                plan,
                "\"quantity\":" + quantity + ",\"priceId\":\""
                        + plan.data().at("/prices/" + price + "/id").asText() + "\"");
        JsonNode invoice = merchant.onlyInvoice(made);
        long lines = invoice.path("lines")
                .valueStream()
                .mapToLong(line -> line.path("amount").asLong())
                .sum();
        assertThat(lines).isEqualTo(invoice.path("total").asLong());
        return lines;
    }

    @Test
    void taxIsAddedToAnExclusivePriceAndPartOfAnInclusiveOne() {
        JsonNode exclusive = merchant.onlyInvoice(merchant.subscribe(merchant.monthly(100_000), "\"taxRate\":1100"));
        assertThat(exclusive.path("subtotal").asLong()).isEqualTo(100_000);
        assertThat(exclusive.path("tax").asLong()).isEqualTo(11_000);
        assertThat(exclusive.path("total").asLong()).isEqualTo(111_000);
        Answer plan = merchant.plan("""
                "interval":"month","prices":[{"currency":"IDR","unitAmount":100000,"taxMode":"inclusive"}]""");
        JsonNode inclusive = merchant.onlyInvoice(merchant.subscribe(plan, "\"taxRate\":1100"));
        assertThat(inclusive.path("subtotal").asLong()).isEqualTo(90_090);
        assertThat(inclusive.path("tax").asLong()).isEqualTo(9_910);
        assertThat(inclusive.path("total").asLong()).isEqualTo(100_000);
    }

    @Test
    void anArchivedPlanTakesNoNewSubscriptionsAndKeepsTheOthers() {
        Answer plan = merchant.monthly(100_000);
        Answer made = merchant.subscribe(plan, "");
        merchant.api.post("/v1/plans/" + plan.id() + "/archive", "").expect(200);
        assertThat(merchant.tryToSubscribe(plan, "").expect(409, "conflict").field())
                .isEqualTo("planId");
        assertThat(merchant.change(made, "{\"metadata\":{\"a\":\"b\"}}")
                        .expect(200)
                        .text("planId"))
                .isEqualTo(plan.id());
    }

    @Test
    void whatASubscriptionRefersToCannotBeDeleted() {
        Answer made = merchant.subscribe(
                merchant.plan("\"trialDays\":9,\"interval\":\"day\",\"amount\":1,\"currency\":\"IDR\""), "");
        merchant.api.delete("/v1/customers/" + merchant.customer).expect(409, "conflict");
        merchant.api.delete("/v1/prices/" + made.text("priceId")).expect(409, "conflict");
    }

    @Test
    void thePreviewIsTheInvoiceThatFollows() {
        Answer made =
                merchant.subscribeByInvoice(merchant.monthly(100_000), "\"taxRate\":1100,\"initialDiscount\":1000");
        JsonNode next = merchant.api
                .get("/v1/subscriptions/" + made.id() + "/upcoming-invoice")
                .expect(200)
                .data();
        assertThat(next.path("total").asLong()).isEqualTo(111_000);
        assertThat(next.path("periodStart")).isEqualTo(made.data().path("currentPeriodEnd"));
        assertThat(next.path("issuesAt")).isEqualTo(made.data().path("currentPeriodEnd"));
        assertThat(merchant.invoices(made)).hasSize(1);
        Answer trial = merchant.subscribe(merchant.monthly(5_000), "\"trialDays\":30,\"initialDiscount\":1000");
        JsonNode first = merchant.api
                .get("/v1/subscriptions/" + trial.id() + "/upcoming-invoice")
                .expect(200)
                .data();
        assertThat(first.path("total").asLong()).isEqualTo(4_000);
        assertThat(first.path("issuesAt")).isEqualTo(trial.data().path("trialEnd"));
    }

    @Test
    void aRepeatedRequestMakesOneSubscription() {
        Answer plan = merchant.monthly(100_000);
        String body = "{\"customerId\":\"" + merchant.customer + "\",\"planId\":\"" + plan.id() + "\"}";
        Answer first = merchant.api.post("/v1/subscriptions", body, "sub-1").expect(201);
        assertThat(merchant.api.post("/v1/subscriptions", body, "sub-1").id()).isEqualTo(first.id());
        assertThat(merchant.api.get("/v1/invoices").data()).hasSize(1);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            "customerId":"cus_none"                     | customerId      | 400
            "planId":"plan_none"                        | planId          | 400
            "priceId":"price_none"                      | priceId         | 400
            "quantity":0                                | quantity        | 400
            "quantity":1000000                          | quantity        | 400
            "trialDays":-1                              | trialDays       | 400
            "trialDays":731                             | trialDays       | 400
            "taxRate":10001                             | taxRate         | 400
            "taxRate":-1                                | taxRate         | 400
            "initialDiscount":-1                        | initialDiscount | 400
            "daysUntilDue":366                          | daysUntilDue    | 400
            "collectionMethod":"cash"                   | collectionMethod | 400
            "startAt":"9999-12-31T23:59:59Z"            | startAt         | 400
            "startAt":"2199-12-31T23:59:59Z"            | startAt         | 400
            "startAt":"0001-01-01T00:00:00Z"            | startAt         | 400
            "status":"active"                           | status          | 400
            """)
    void whatCannotBeSubscribedToIsRefused(String field, String name, int status) {
        String plan = merchant.monthly(100_000_000).id();
        String given = (field.contains("customerId") ? "" : "\"customerId\":\"" + merchant.customer + "\",")
                + (field.contains("planId") ? "" : "\"planId\":\"" + plan + "\",");
        Answer refused = merchant.api.post("/v1/subscriptions", "{" + given + field.strip() + "}");
        assertThat(refused.expect(status).field()).isEqualTo(name);
        assertThat(merchant.api.get("/v1/subscriptions").data()).isEmpty();
        assertThat(merchant.api.get("/v1/invoices").data()).isEmpty();
    }

    private List<String> ids(String target) {
        return merchant.api
                .get(target)
                .expect(200)
                .data()
                .valueStream()
                .map(each -> each.path("id").asText())
                .toList();
    }
}
