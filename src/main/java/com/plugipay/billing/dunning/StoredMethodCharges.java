package com.plugipay.billing.dunning;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.ChargeService;
import com.plugipay.attempts.NewAttempt;
import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.paymentmethods.PaymentMethodStore.Chargeable;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.providers.manual.AmountDue;
import io.vertx.core.Future;
import java.util.Optional;

/** Charges invoices by the stored payment methods of their customers, who are not there. */
final class StoredMethodCharges {
    private final AttemptStore attempts;
    private final ChargeService charges;
    private final ConnectedMethods connected;
    private final PaymentMethodStore methods;

    StoredMethodCharges(
            AttemptStore attempts, ChargeService charges, ConnectedMethods connected, PaymentMethodStore methods) {
        this.attempts = attempts;
        this.charges = charges;
        this.connected = connected;
        this.methods = methods;
    }

    /** The method to charge; empty for none. */
    Future<Optional<Chargeable>> method(Invoice invoice) {
        return methods.collecting(invoice.tenant(), invoice.subscriptionId(), invoice.customerId());
    }

    /**
     * Starts the charge and has it settled.
     *
     * @return the attempt as it then is; empty when somebody is paying the invoice at this moment. Fails with an
     *     {@link ApiException} when the method cannot be charged at all.
     */
    Future<Optional<Attempt>> charge(ChangeContext context, CollectionTry due, Invoice invoice, Chargeable chargeable) {
        StoredPaymentMethod method = chargeable.method();
        return connected
                .provider(invoice.tenant(), method.type(), invoice.amountDue(), invoice.currency(), method.provider())
                .compose(provider -> {
                    Attempt attempt = new NewAttempt(
                                    invoice.tenant(),
                                    null,
                                    invoice.id(),
                                    null,
                                    provider,
                                    method.type(),
                                    invoice.amountDue(),
                                    invoice.currency())
                            .charging(method.id())
                            .unattended()
                            .at(context.now());
                    return attempts.start(
                                    context,
                                    attempt,
                                    AmountDue.plain(invoice.amountDue()),
                                    write -> CollectionStore.charging(write, due, attempt.id()))
                            .compose(started -> started
                                    ? ask(context, attempt, chargeable).map(Optional::of)
                                    : Future.succeededFuture(Optional.empty()));
                });
    }

    /** A refusal is an outcome here, which the attempt has. */
    private Future<Attempt> ask(ChangeContext context, Attempt attempt, Chargeable chargeable) {
        return charges.chargeStored(context, attempt, chargeable)
                .recover(failure -> failure instanceof ApiException
                        ? attempts.find(attempt.tenant(), attempt.id())
                                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                        : Future.failedFuture(failure));
    }

    /** Ends what somebody else has under way for the invoice, at its provider first; fails with a conflict when it is paid. */
    Future<?> makeWay(ChangeContext context, Attempt underWay) {
        return charges.abandon(context, underWay);
    }
}
