package com.plugipay.billing.invoices;

import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.PayableSession;
import com.plugipay.model.Mode;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.PayableEnd;
import com.plugipay.settlement.SettlementStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A checkout session with which an invoice is paid: money for it settles both, in one statement. */
record SessionOfInvoice(CheckoutSession session, InvoicePayable invoice) implements PayableSession {

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public String workspaceId() {
        return session.workspaceId();
    }

    @Override
    public Mode mode() {
        return session.mode();
    }

    @Override
    public SessionOfInvoice with(CheckoutSession changed) {
        return new SessionOfInvoice(changed, invoice);
    }

    /** The session's, else that which has paid the invoice in another way. */
    @Override
    public @Nullable String paymentId() {
        return session.paymentId() == null ? invoice.paymentId() : session.paymentId();
    }

    @Override
    public long amountDue() {
        return session.amountDue();
    }

    @Override
    public String currency() {
        return session.currency();
    }

    @Override
    public boolean reviewPending() {
        return session.reviewPending() || invoice.reviewPending();
    }

    @Override
    public boolean isOver(Instant now) {
        return session.isOver(now) || invoice.isOver(now);
    }

    @Override
    public boolean hasEnded() {
        return session.hasEnded() || invoice.hasEnded();
    }

    @Override
    public boolean takesMoney() {
        return invoice.takesMoney();
    }

    @Override
    public String attemptsOf() {
        return invoice.id();
    }

    @Override
    public Payment.Terms terms(Method method, ProviderKind provider, long amount) {
        return session.terms(method, provider, amount);
    }

    @Override
    public SessionOfInvoice awaiting(Payment payment, Instant now) {
        return new SessionOfInvoice(session.awaiting(payment, now), invoice.awaiting(payment, now));
    }

    @Override
    public SessionOfInvoice completed(Payment payment, boolean reviewPending, Instant now) {
        return new SessionOfInvoice(
                session.completed(payment, reviewPending, now), invoice.completed(payment, reviewPending, now));
    }

    @Override
    public SessionOfInvoice canceled(@Nullable Payment payment, Instant now) {
        return new SessionOfInvoice(session.canceled(payment, now), invoice.canceled(payment, now));
    }

    @Override
    public SessionOfInvoice reviewing(boolean reviewPending, Instant now) {
        return new SessionOfInvoice(session.reviewing(reviewPending, now), invoice.reviewing(reviewPending, now));
    }

    @Override
    public Optional<PayableEnd> endSince(Payable before) {
        SessionOfInvoice read = (SessionOfInvoice) before;
        Optional<PayableEnd> ofSession = session.endSince(read.session);
        Optional<PayableEnd> ofInvoice = invoice.endSince(read.invoice);
        return ofInvoice
                .map(first -> ofSession.map(second -> second.after(first)).orElse(first))
                .or(() -> ofSession);
    }

    @Override
    public List<SettlementStep> locks() {
        return Stream.concat(invoice.locks().stream(), session.locks().stream()).toList();
    }

    @Override
    public List<SettlementStep> updatesSince(Payable before) {
        SessionOfInvoice read = (SessionOfInvoice) before;
        return Stream.concat(invoice.updatesSince(read.invoice).stream(), session.updatesSince(read.session).stream())
                .toList();
    }
}
