package com.plugipay.billing.subscriptions;

import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoicePayable;
import com.plugipay.model.Mode;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.PreviousAttributes;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.PayableEnd;
import com.plugipay.settlement.SettlementStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The invoice of a subscription, with the subscription: one that waits for the money becomes active by the statement that
 * settles it.
 *
 * @param othersUnpaid whether other invoices of the subscription are due and not paid
 */
public record InvoiceOfSubscription(Invoice invoice, Subscription subscription, boolean othersUnpaid)
        implements InvoicePayable {

    @Override
    public String id() {
        return invoice.id();
    }

    @Override
    public String workspaceId() {
        return invoice.workspaceId();
    }

    @Override
    public Mode mode() {
        return invoice.mode();
    }

    /** The subscription follows an invoice that ends. */
    @Override
    public InvoiceOfSubscription with(Invoice changed, Instant now) {
        return changed.hasEnded() && !invoice.hasEnded()
                ? new InvoiceOfSubscription(
                        changed, othersUnpaid ? subscription.touched(now) : subscription.invoicePaid(now), othersUnpaid)
                : new InvoiceOfSubscription(changed, subscription, othersUnpaid);
    }

    /** A copy with this subscription. */
    public InvoiceOfSubscription with(Subscription changed) {
        return new InvoiceOfSubscription(invoice, changed, othersUnpaid);
    }

    @Override
    public @Nullable String paymentId() {
        return invoice.paymentId();
    }

    @Override
    public long amountDue() {
        return invoice.amountDue();
    }

    @Override
    public String currency() {
        return invoice.currency();
    }

    @Override
    public boolean reviewPending() {
        return invoice.reviewPending();
    }

    @Override
    public boolean isOver(Instant now) {
        return invoice.isOver(now);
    }

    @Override
    public boolean hasEnded() {
        return invoice.hasEnded();
    }

    @Override
    public boolean takesMoney() {
        return invoice.takesMoney();
    }

    @Override
    public Payment.Terms terms(Method method, ProviderKind provider, long amount) {
        return invoice.terms(method, provider, amount);
    }

    @Override
    public InvoiceOfSubscription awaiting(Payment payment, Instant now) {
        return with(invoice.awaiting(payment, now), now);
    }

    @Override
    public InvoiceOfSubscription completed(Payment payment, boolean reviewPending, Instant now) {
        return with(invoice.completed(payment, reviewPending, now), now);
    }

    @Override
    public InvoiceOfSubscription canceled(@Nullable Payment payment, Instant now) {
        return with(invoice.canceled(payment, now), now);
    }

    @Override
    public InvoiceOfSubscription reviewing(boolean reviewPending, Instant now) {
        return with(invoice.reviewing(reviewPending, now), now);
    }

    @Override
    public Optional<PayableEnd> endSince(Payable before) {
        Subscription read = ((InvoiceOfSubscription) before).subscription;
        return invoice.endSince(((InvoiceOfSubscription) before).invoice)
                .map(end -> subscription.status() == read.status()
                        ? end
                        : end.with(new PayableEnd.Ended(
                                EventType.SUBSCRIPTION_UPDATED,
                                subscription,
                                PreviousAttributes.of(read, subscription))));
    }

    /** The subscription is locked too: two of its invoices that are paid at once are decided one after the other. */
    @Override
    public List<SettlementStep> locks() {
        return Stream.concat(invoice.locks().stream(), Stream.of(SubscriptionRow.lock(subscription)))
                .toList();
    }

    @Override
    public List<SettlementStep> updatesSince(Payable before) {
        InvoiceOfSubscription read = (InvoiceOfSubscription) before;
        List<SettlementStep> updates = new ArrayList<>(invoice.updatesSince(read.invoice));
        if (!subscription.equals(read.subscription)) {
            updates.add(SubscriptionRow.settledUpdate(subscription));
        }
        if (invoice.status() == Invoice.Status.PAID && read.invoice.status() != Invoice.Status.PAID) {
            updates.add(CollectionTryRow.collected(id()));
        }
        return updates;
    }
}
