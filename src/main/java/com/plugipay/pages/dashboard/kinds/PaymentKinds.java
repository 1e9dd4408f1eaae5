package com.plugipay.pages.dashboard.kinds;

import com.plugipay.attempts.Attempt;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.money.Currencies;
import com.plugipay.pages.dashboard.objects.Action;
import com.plugipay.pages.dashboard.objects.Input;
import com.plugipay.pages.dashboard.objects.InputType;
import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.payments.Payment;
import com.plugipay.proofs.Proof;
import com.plugipay.providers.Method;
import com.plugipay.refunds.Refund;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How payments, what leads to them and what comes of them are shown. */
public final class PaymentKinds {

    private final String thanks;

    /** @param thanks the page to which a buyer comes who has paid by a link that leads nowhere else */
    public PaymentKinds(String thanks) {
        this.thanks = thanks;
    }

    public ObjectKind<Refund> refunds() {
        return new ObjectKind<>("refunds", Refund.class, Refund::id)
                .column("amount", (refund, texts) -> texts.amount(refund.amount(), refund.currency()))
                .column("status", (refund, texts) -> texts.state(refund.status().text()))
                .column(
                        "reason",
                        (refund, texts) ->
                                Cell.text(texts.choice("reason", refund.reason().text())))
                .column("createdAt", (refund, texts) -> texts.time(refund.createdAt()))
                .title((refund, texts) -> texts.money(refund.amount(), refund.currency()))
                .state((refund, texts) -> texts.state(refund.status().text()))
                .fact("paymentId", (refund, texts) -> Cell.link("payments", refund.paymentId()))
                .fact("invoiceId", (refund, texts) -> Cell.link("invoices", refund.invoiceId()))
                .fact(
                        "reason",
                        (refund, texts) ->
                                Cell.text(texts.choice("reason", refund.reason().text())))
                .fact("provider", (refund, texts) -> Cell.text(texts.provider(refund.provider())))
                .fact("providerReference", (refund, texts) -> Cell.code(refund.providerReference()))
                .fact("failureMessage", (refund, texts) -> Cell.text(refund.failureMessage()))
                .fact("createdAt", (refund, texts) -> texts.time(refund.createdAt()))
                .action(Action.<Refund>post("confirm", "/refunds/:id/confirm")
                        .when(refund -> refund.status() == Refund.Status.PENDING)
                        .dangerous())
                .action(Action.<Refund>post("reject", "/refunds/:id/reject")
                        .when(refund -> refund.status() == Refund.Status.PENDING)
                        .dangerous());
    }

    public ObjectKind<Attempt> attempts() {
        return new ObjectKind<>("payment-attempts", Attempt.class, Attempt::id)
                .column("amount", (attempt, texts) -> texts.amount(attempt.amount(), attempt.currency()))
                .column(
                        "status",
                        (attempt, texts) -> texts.state(attempt.status().text()))
                .column("method", (attempt, texts) -> texts.method(attempt.method()))
                .column("provider", (attempt, texts) -> Cell.text(texts.provider(attempt.provider())))
                .column("createdAt", (attempt, texts) -> texts.time(attempt.createdAt()))
                .title((attempt, texts) -> texts.money(attempt.amount(), attempt.currency()))
                .state((attempt, texts) -> texts.state(attempt.status().text()))
                .fact(
                        "review",
                        (attempt, texts) -> Optional.ofNullable(attempt.review())
                                .map(review -> Cell.text(
                                        texts.choice("review", review.reason().text())))
                                .orElseGet(Cell::none))
                .fact(
                        "receivedAmount",
                        (attempt, texts) -> Optional.ofNullable(attempt.review())
                                .filter(review -> review.receivedAmount() != null && review.receivedCurrency() != null)
                                .map(review -> texts.amount(
                                        review.receivedAmount(), String.valueOf(review.receivedCurrency())))
                                .orElseGet(Cell::none))
                .fact(
                        "checkoutSessionId",
                        (attempt, texts) -> Cell.link("checkout-sessions", attempt.checkoutSessionId()))
                .fact("paymentId", (attempt, texts) -> Cell.link("payments", attempt.paymentId()))
                .fact("invoiceId", (attempt, texts) -> Cell.link("invoices", attempt.invoiceId()))
                .fact("provider", (attempt, texts) -> Cell.text(texts.provider(attempt.provider())))
                .fact("providerReference", (attempt, texts) -> Cell.code(attempt.providerReference()))
                .fact("failureMessage", (attempt, texts) -> Cell.text(attempt.failureMessage()))
                .fact("createdAt", (attempt, texts) -> texts.time(attempt.createdAt()))
                .action(Action.<Attempt>post("accept", "/payment-attempts/:id/accept")
                        .when(attempt -> attempt.review() != null))
                .action(Action.<Attempt>post("dismiss", "/payment-attempts/:id/dismiss")
                        .when(attempt -> attempt.review() != null)
                        .dangerous());
    }

    public ObjectKind<Payment> payments() {
        return new ObjectKind<>("payments", Payment.class, Payment::id)
                .column("amount", (payment, texts) -> texts.amount(payment.amount(), payment.currency()))
                .column(
                        "status",
                        (payment, texts) -> texts.state(payment.status().text()))
                .column(
                        "method",
                        (payment, texts) -> texts.method(payment.paymentMethod().type()))
                .column("description", (payment, texts) -> Cell.text(payment.description()))
                .column("createdAt", (payment, texts) -> texts.time(payment.createdAt()))
                .title((payment, texts) -> texts.money(payment.amount(), payment.currency()))
                .state((payment, texts) -> texts.state(payment.status().text()))
                .fact(
                        "method",
                        (payment, texts) -> texts.method(payment.paymentMethod().type()))
                .fact("feeAmount", (payment, texts) -> texts.amount(payment.feeAmount(), payment.currency()))
                .fact("netAmount", (payment, texts) -> texts.amount(payment.netAmount(), payment.currency()))
                .fact("amountRefunded", (payment, texts) -> texts.amount(payment.amountRefunded(), payment.currency()))
                .fact("description", (payment, texts) -> Cell.text(payment.description()))
                .fact("customerId", (payment, texts) -> Cell.link("customers", payment.customerId()))
                .fact(
                        "checkoutSessionId",
                        (payment, texts) -> Cell.link("checkout-sessions", payment.checkoutSessionId()))
                .fact("invoiceId", (payment, texts) -> Cell.link("invoices", payment.invoiceId()))
                .fact("provider", (payment, texts) -> Cell.text(texts.provider(payment.provider())))
                .fact("providerReference", (payment, texts) -> Cell.code(payment.providerReference()))
                .fact("failureMessage", (payment, texts) -> Cell.text(payment.failureMessage()))
                .fact("succeededAt", (payment, texts) -> texts.time(payment.succeededAt()))
                .fact("createdAt", (payment, texts) -> texts.time(payment.createdAt()))
                .related("refunds", "/refunds", "paymentId", Payment::id, refunds())
                .action(Action.<Payment>post("refund", "/refunds")
                        .when(PaymentKinds::isRefundable)
                        .in(Payment::currency)
                        .with(Input.<Payment>required("amount", InputType.AMOUNT)
                                .from(PaymentKinds::remaining))
                        .with(Input.choice("reason", "requested_by_customer", "duplicate", "fraudulent", "other"))
                        .completedBy((payment, body) -> body.put("paymentId", payment.id()))
                        .dangerous())
                .action(Action.<Payment>post("confirm", "/payments/:id/confirm").when(PaymentKinds::isOwnTransfer))
                .action(Action.<Payment>post("reject", "/payments/:id/reject")
                        .when(PaymentKinds::isOwnTransfer)
                        .dangerous());
    }

    private static boolean isRefundable(Payment payment) {
        return switch (payment.status()) {
            case SUCCEEDED, PARTIALLY_REFUNDED -> true;
            case PENDING, FAILED, REFUNDED -> false;
        };
    }

    private static String remaining(Payment payment) {
        return Currencies.toMajor(payment.amount() - payment.amountRefunded(), payment.currency())
                .toPlainString();
    }

    /** A transfer without a checkout session, which has its own page with the proof. */
    private static boolean isOwnTransfer(Payment payment) {
        return payment.status() == Payment.Status.PENDING
                && payment.paymentMethod().type() == Method.BANK_TRANSFER
                && payment.checkoutSessionId() == null;
    }

    public ObjectKind<CheckoutSession> sessions() {
        return new ObjectKind<>("checkout-sessions", CheckoutSession.class, CheckoutSession::id)
                .column("amount", (session, texts) -> texts.amount(session.amount(), session.currency()))
                .column(
                        "status",
                        (session, texts) -> texts.state(session.status().text()))
                .column("description", (session, texts) -> Cell.text(session.description()))
                .column("method", (session, texts) -> texts.method(session.paymentMethod()))
                .column("createdAt", (session, texts) -> texts.time(session.createdAt()))
                .title((session, texts) -> texts.money(session.amount(), session.currency()))
                .state((session, texts) -> texts.state(session.status().text()))
                .shared(session -> session.status() == CheckoutSession.Status.OPEN ? session.hostedUrl() : null)
                .pictures(
                        "/checkout-sessions/:id/proofs",
                        Proof.class,
                        proof -> "/v1/proofs/" + proof.id() + "/content",
                        proof -> proof.contentType().startsWith("image/"))
                .fact("description", (session, texts) -> Cell.text(session.description()))
                .fact("method", (session, texts) -> texts.method(session.paymentMethod()))
                .fact("customerId", (session, texts) -> Cell.link("customers", session.customerId()))
                .fact("guest", (session, texts) -> Cell.text(guest(session)))
                .fact("paymentId", (session, texts) -> Cell.link("payments", session.paymentId()))
                .fact("invoiceId", (session, texts) -> Cell.link("invoices", session.invoiceId()))
                .fact("provider", (session, texts) -> Cell.text(texts.provider(session.provider())))
                .fact(
                        "proofUrl",
                        (session, texts) -> Cell.text(
                                session.proofUrl() == null
                                        ? null
                                        : session.proofUrl().text()))
                .fact("expiresAt", (session, texts) -> texts.time(session.expiresAt()))
                .fact("completedAt", (session, texts) -> texts.time(session.completedAt()))
                .fact("createdAt", (session, texts) -> texts.time(session.createdAt()))
                .related("attempts", "/payment-attempts", "checkoutSessionId", CheckoutSession::id, attempts())
                .action(Action.<CheckoutSession>post("confirm", "/checkout-sessions/:id/confirm")
                        .when(PaymentKinds::isTransfer))
                .action(Action.<CheckoutSession>post("reject", "/checkout-sessions/:id/reject")
                        .when(PaymentKinds::isTransfer)
                        .dangerous())
                .action(Action.<CheckoutSession>post("cancel", "/checkout-sessions/:id/cancel")
                        .when(session -> session.status() == CheckoutSession.Status.OPEN)
                        .dangerous())
                .created(Action.<ObjectKind.Nothing>post("create", "/checkout-sessions")
                        .with(Input.choice("currency", KindInputs.currencies()))
                        .with(Input.required("amount", InputType.AMOUNT))
                        .with(Input.optional("description", InputType.TEXT))
                        .with(Input.optional("customerId", InputType.CUSTOMER))
                        .with(Input.optional("guest/name", InputType.TEXT))
                        .with(Input.optional("guest/email", InputType.EMAIL))
                        .with(Input.optional("successUrl", InputType.URL))
                        .completedBy((nothing, body) -> {
                            String next = body.path("successUrl").asText(thanks);
                            body.put("successUrl", next).put("cancelUrl", next).put("expiresInSec", 86_400);
                        }));
    }

    private static boolean isTransfer(CheckoutSession session) {
        return session.status() == CheckoutSession.Status.OPEN && session.paymentMethod() == Method.BANK_TRANSFER;
    }

    private static String guest(CheckoutSession session) {
        return session.guest() == null
                ? ""
                : String.join(
                        " · ",
                        Stream.of(
                                        session.guest().name(),
                                        session.guest().email(),
                                        session.guest().phone())
                                .filter(Objects::nonNull)
                                .toList());
    }
}
