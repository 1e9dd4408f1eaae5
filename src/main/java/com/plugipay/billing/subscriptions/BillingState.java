package com.plugipay.billing.subscriptions;

import com.plugipay.billing.invoices.InvoiceLine;
import com.plugipay.billing.plans.UsageAggregate;
import com.plugipay.billing.subscriptions.Subscription.Status;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to bill a subscription, beside what is shown of it. Amounts are in minor units.
 *
 * @param pausedFrom the state in which it was paused; null if it is not paused
 * @param trialNoticed whether the end of its trial was announced
 * @param billedAmount what was billed for the whole current period in advance, of which a change gives back the unused part
 * @param firstDiscount what is taken off the first invoice, until there is one
 * @param pendingLines lines for the next invoice
 * @param usageStart from when on usage has not been billed
 * @param usageAggregate how usage is counted; null if the price is not billed by usage
 * @param usageCount how many usage records were made: a period is only billed if none was made meanwhile
 * @param testClockId the test clock that it lives on; null for real time
 */
@RecordBuilder
public record BillingState(
        @Nullable Status pausedFrom,
        boolean trialNoticed,
        long billedAmount,
        long firstDiscount,
        List<InvoiceLine> pendingLines,
        Instant usageStart,
        @Nullable UsageAggregate usageAggregate,
        long usageCount,
        @Nullable String testClockId) {

    public BillingState {
        pendingLines = List.copyOf(pendingLines);
    }

    public BillingState pausedFrom(@Nullable Status status) {
        return changed().pausedFrom(status).build();
    }

    public BillingState over() {
        return changed().pausedFrom(null).pendingLines(List.of()).build();
    }

    public BillingStateBuilder changed() {
        return BillingStateBuilder.builder(this);
    }
}
