package com.plugipay.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.billing.calendar.BillingInterval;
import com.plugipay.billing.calendar.BillingPeriod;
import com.plugipay.billing.invoices.BillingReason;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.pricing.PriceLines;
import com.plugipay.billing.pricing.Proration;
import com.plugipay.billing.subscriptions.Subscription.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * A subscription that is changed at random is billed for exactly what it had: for each stretch of time the part of its price
 * that lies in it. A failing run is repeated by its seed.
 */
class RandomChangesTest {
    private static final List<SubscriptionTerms> MONTHLY =
            BillingExamples.plan(BillingInterval.MONTH, 1, 100_000, 250_001, 7, 0);
    private static final List<SubscriptionTerms> WEEKLY = BillingExamples.plan(BillingInterval.WEEK, 2, 33_333, 1_000);
    private static final List<SubscriptionTerms> ALL =
            Stream.concat(MONTHLY.stream(), WEEKLY.stream()).toList();

    private SplittableRandom random = new SplittableRandom();
    private Instant now = Instant.parse("2026-01-31T10:20:30Z");
    private final List<Invoice> invoices = new ArrayList<>();
    private long expected;

    @RepeatedTest(300)
    void creditsAndChargesAddUpToWhatWasUsed(RepetitionInfo repetition) {
        long seed = System.nanoTime() + repetition.getCurrentRepetition();
        random = new SplittableRandom(seed);
        Subscription subscription =
                made(BillingExamples.subscribe(ALL.get(random.nextInt(ALL.size())), random.nextInt(1, 4), zone(), now));
        Instant since = now;
        for (int i = 0; i < 40; i++) {
            now = now.plusSeconds(random.nextLong(1, Duration.ofDays(25).toSeconds()));
            while (true) {
                Optional<SubscriptionStep> due = SubscriptionPeriods.next(facts(subscription));
                if (due.isEmpty()) {
                    break;
                }
                use(subscription, since, subscription.currentPeriodEnd());
                since = subscription.currentPeriodEnd();
                subscription = made(due.get());
            }
            if (random.nextInt(3) > 0) {
                use(subscription, since, now);
                since = now;
                subscription = made(change(subscription));
            }
        }
        // What was billed in advance of the rest of the period.
        use(subscription, since, subscription.currentPeriodEnd());
        long billed = invoices.stream()
                .mapToLong(invoice -> PriceLines.sum(invoice.lines()))
                .sum();
        assertThat(billed + PriceLines.sum(subscription.billing().pendingLines()))
                .as("seed %d", seed)
                .isEqualTo(expected);
        eachPeriodIsBilledOnce(seed);
        assertThat(invoices)
                .allSatisfy(invoice -> assertThat(invoice.total())
                        .isEqualTo(PriceLines.sum(invoice.lines()))
                        .isNotNegative());
    }

    private void eachPeriodIsBilledOnce(long seed) {
        Set<Instant> starts = new HashSet<>();
        invoices.stream()
                .filter(invoice -> invoice.billingReason() == BillingReason.CYCLE)
                .forEach(invoice -> assertThat(starts.add(invoice.periodStart()))
                        .as("seed %d", seed)
                        .isTrue());
    }

    private SubscriptionStep change(Subscription subscription) {
        SubscriptionTerms terms = ALL.get(random.nextInt(ALL.size()));
        ProrationBehavior behavior =
                random.nextInt(4) == 0 ? ProrationBehavior.NEXT_PERIOD : ProrationBehavior.CREATE_PRORATIONS;
        return new TermsChange(terms, random.nextInt(1, 4), behavior, random.nextBoolean()).apply(facts(subscription));
    }

    /** Counts the part of the price of the present period that lies between these times. */
    private void use(Subscription subscription, Instant from, Instant to) {
        assertThat(subscription.status()).isEqualTo(Status.ACTIVE);
        BillingPeriod period = subscription.period();
        long amount = facts(subscription).present().amount(subscription.quantity());
        expected += Proration.used(amount, period, to) - Proration.used(amount, period, from);
    }

    private Subscription made(SubscriptionStep step) {
        if (step.invoice() != null) {
            invoices.add(step.invoice());
        }
        assertThat(step.after().updatedAt()).isAfterOrEqualTo(step.before().updatedAt());
        return step.after();
    }

    private BillingFacts facts(Subscription subscription) {
        return BillingExamples.facts(subscription, ALL, 0, now);
    }

    private String zone() {
        return List.of("UTC", "Asia/Jakarta", "America/New_York", "Australia/Lord_Howe")
                .get(random.nextInt(4));
    }
}
