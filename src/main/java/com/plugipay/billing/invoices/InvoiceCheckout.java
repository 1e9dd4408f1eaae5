package com.plugipay.billing.invoices;

import com.plugipay.async.Rounds;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSessionBuilder;
import com.plugipay.checkout.CheckoutSessionInput;
import com.plugipay.checkout.CheckoutSessionStore;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.checkout.SessionTransitions;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.text.WebAddress;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has invoices paid on the checkout page: an open invoice has at most one open session, which is made when it is needed. */
public final class InvoiceCheckout {
    private final Database database;
    private final InvoiceStore invoices;
    private final CheckoutSessionStore sessions;
    private final SessionTransitions transitions;
    private final ConnectedMethods methods;
    private final HostedUrls urls;

    public InvoiceCheckout(
            Database database,
            InvoiceStore invoices,
            CheckoutSessionStore sessions,
            SessionTransitions transitions,
            ConnectedMethods methods,
            HostedUrls urls) {
        this.database = database;
        this.invoices = invoices;
        this.sessions = sessions;
        this.transitions = transitions;
        this.methods = methods;
        this.urls = urls;
    }

    /**
     * The session with which the invoice can be paid.
     *
     * @return fails with a conflict when the invoice is not open, or when nothing can take its amount
     */
    public Future<CheckoutSession> session(ChangeContext context, String invoiceId) {
        return Rounds.until(() -> invoices.find(context.tenant(), invoiceId).compose(found -> {
            Invoice invoice = found.orElseThrow(ErrorCode.NOT_FOUND::exception);
            if (!invoice.takesMoney()) {
                throw ErrorCode.CONFLICT.withMessage(
                        "The invoice is " + invoice.status().text() + '.');
            }
            return sessions.openOfInvoice(context.tenant(), invoiceId)
                    .compose(open -> usable(context, open.orElse(null), invoice));
        }));
    }

    /** Whether an invoice is open and a connected provider takes its amount. */
    public Future<Boolean> isPossible(Invoice invoice) {
        return invoice.takesMoney()
                ? methods.methods(invoice.tenant(), invoice.amountDue(), invoice.currency())
                        .map(possible -> !possible.isEmpty())
                : Future.succeededFuture(false);
    }

    /** Empty when the invoice got another session meanwhile, or its old one has just ended. */
    private Future<Optional<CheckoutSession>> usable(
            ChangeContext context, @Nullable CheckoutSession open, Invoice invoice) {
        if (open == null) {
            return create(context, invoice);
        }
        return open.isOver(context.now())
                ? transitions.expire(open, context.now()).map(Optional.empty())
                : Future.succeededFuture(Optional.of(open));
    }

    private Future<Optional<CheckoutSession>> create(ChangeContext context, Invoice invoice) {
        return methods.choose(invoice.tenant(), invoice.amountDue(), invoice.currency(), List.of())
                .compose(chosen -> methods.storable(invoice.tenant(), invoice.amountDue(), invoice.currency())
                        .compose(storable -> {
                            boolean isSaving = invoice.subscriptionId() != null && !storable.isEmpty();
                            CheckoutSession session = CheckoutSessionBuilder.builder(input(invoice, isSaving)
                                            .session(invoice.tenant(), chosen, urls, context.now()))
                                    .invoiceId(invoice.id())
                                    .build();
                            return sessions.insert(context, session).run(database);
                        }))
                .map(Optional::of)
                .recover(failure -> ErrorCode.CONFLICT.is(failure)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /** The customer of a subscription is asked to have the payment method stored, with which later periods are paid. */
    private static CheckoutSessionInput input(Invoice invoice, boolean isSaving) {
        String page = Objects.requireNonNull(invoice.hostedInvoiceUrl());
        return new CheckoutSessionInput(
                invoice.amountDue(),
                invoice.currency(),
                WebAddress.stored(page),
                WebAddress.stored(page),
                "Invoice " + invoice.number(),
                invoice.customerId(),
                null,
                isSaving ? Boolean.TRUE : null,
                null,
                null,
                null,
                null,
                null,
                invoice.templateId());
    }
}
