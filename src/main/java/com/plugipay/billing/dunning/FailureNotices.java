package com.plugipay.billing.dunning;

import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.dunning.FailureNotice.End;
import com.plugipay.billing.dunning.FailureNotice.Reason;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.subscriptions.CancelReason;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.SubscriptionStore;
import com.plugipay.model.Tenant;
import com.plugipay.paymentmethods.PaymentMethodStore.Chargeable;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what customers have to know of invoices that could not be collected. */
public final class FailureNotices {
    private final CollectionStore tries;
    private final InvoiceStore invoices;
    private final SubscriptionStore subscriptions;
    private final StoredMethodCharges charges;

    FailureNotices(
            CollectionStore tries,
            InvoiceStore invoices,
            SubscriptionStore subscriptions,
            StoredMethodCharges charges) {
        this.tries = tries;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
        this.charges = charges;
    }

    /**
     * What there is to know of a failed try at this moment; empty when there is nothing any more, because the invoice is paid
     * or not to be paid, money is on its way, or it has been tried again meanwhile.
     */
    public Future<Optional<FailureNotice>> of(Tenant tenant, String tryId) {
        return tries.find(tenant, tryId)
                .map(found -> found.filter(failed -> failed.status() == CollectionTry.Status.FAILED))
                .compose(failed -> failed.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : invoices.find(tenant, failed.get().invoiceId())
                                .map(found -> found.filter(FailureNotices::isOwed))
                                .compose(invoice -> invoice.isEmpty()
                                        ? Future.succeededFuture(Optional.empty())
                                        : notice(failed.get(), invoice.get())));
    }

    private static boolean isOwed(Invoice invoice) {
        return invoice.takesMoney() && invoice.paymentId() == null && !invoice.reviewPending();
    }

    private Future<Optional<FailureNotice>> notice(CollectionTry failed, Invoice invoice) {
        String subscriptionId = Objects.requireNonNullElse(invoice.subscriptionId(), "");
        Future<Optional<CollectionTry>> next = tries.find(failed.tenant(), invoice.id(), failed.number() + 1);
        Future<Optional<Subscription>> subscription = subscriptions.find(invoice.tenant(), subscriptionId);
        Future<Optional<Chargeable>> method = charges.method(invoice);
        return Future.all(next, subscription, method).map(all -> {
            CollectionTry following = next.result().orElse(null);
            boolean isOver = following != null && following.status() != CollectionTry.Status.SCHEDULED;
            boolean isCharged = failed.charges() && method.result().isPresent();
            return isOver
                    ? Optional.empty()
                    : Optional.of(new FailureNotice(
                            invoice,
                            Reason.of(failed.failureCode()),
                            isCharged ? dueAt(following) : null,
                            following == null ? end(subscription.result()) : null));
        });
    }

    private static @Nullable Instant dueAt(@Nullable CollectionTry next) {
        return next == null ? null : next.dueAt();
    }

    private static End end(Optional<Subscription> found) {
        return found.map(subscription -> switch (subscription.status()) {
                    case PAST_DUE, INCOMPLETE -> End.PAST_DUE;
                    case CANCELED ->
                        subscription.canceledReason() == CancelReason.FAILED_PAYMENT ? End.CANCELED : End.NOTHING;
                    case TRIALING, ACTIVE, PAUSED -> End.NOTHING;
                })
                .orElse(End.NOTHING);
    }
}
