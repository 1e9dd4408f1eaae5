package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.Faults;
import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import com.plugipay.sandbox.paypal.webhooks.PayPalNotifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Moves the money, under PayPal's conditions, and tells the merchant. */
public final class PayPalPaymentProcessor {
    private static final Duration REFUNDABLE = Duration.ofDays(180);

    private final PayPalLedger ledger;
    private final PayPalNotifier notifier;
    private final Links links;
    private final PayPalIds ids;
    private final Faults faults;
    private final InstantSource clock;

    PayPalPaymentProcessor(
            PayPalLedger ledger,
            PayPalNotifier notifier,
            Links links,
            PayPalIds ids,
            Faults faults,
            InstantSource clock) {
        this.ledger = ledger;
        this.notifier = notifier;
        this.links = links;
        this.ids = ids;
        this.faults = faults;
        this.clock = clock;
    }

    /** Takes what the buyer approved. */
    public PayPalOrder capture(PayPalOrder order) {
        Funding funding = order.funding();
        if (order.status() == PayPalOrder.Status.COMPLETED) {
            throw PayPalRefusal.unprocessable(
                    "ORDER_ALREADY_CAPTURED",
                    "Order already captured. If 'intent=CAPTURE' only one capture per order is allowed.");
        }
        if (funding == null) {
            throw PayPalRefusal.unprocessable(
                    "ORDER_NOT_APPROVED",
                    "Payer has not yet approved the Order for payment. Please redirect the payer to the"
                            + " 'rel':'approve' url returned as part of the HATEOAS links within the Create Order call.");
        }
        String invoiceId = order.invoiceId();
        if (invoiceId != null && ledger.invoiceUsed(order.app(), invoiceId)) {
            throw PayPalRefusal.unprocessable(
                    "DUPLICATE_INVOICE_ID",
                    "Duplicate Invoice ID detected. To avoid a potential duplicate transaction your account setting"
                            + " requires that Invoice Id be unique for each transaction.");
        }
        return switch (funding) {
            case BALANCE -> captured(order, Capture.Status.COMPLETED, null);
            case REVIEWED -> captured(order, Capture.Status.PENDING, "PENDING_REVIEW");
            case DECLINED_CARD ->
                throw PayPalRefusal.unprocessable(
                                "INSTRUMENT_DECLINED",
                                "The instrument presented was either declined by the processor or bank, or it can't be"
                                        + " used for this payment.")
                        .redirectingTo(links.buyer(order));
        };
    }

    private PayPalOrder captured(PayPalOrder order, Capture.Status status, @Nullable String reason) {
        Instant now = clock.instant();
        Amount asked = order.request().amount();
        Amount taken = faults.occurs(Fault.AMOUNT_MISMATCH) ? asked.less() : asked;
        Capture capture = new Capture(ids.next(), order, taken, status, reason, now);
        order.complete(capture, now);
        ledger.add(capture);
        notifier.tell(capture);
        return order;
    }

    /** Ends a review, with COMPLETED or DECLINED. */
    void settle(Capture capture, Capture.Status decided) {
        capture.settle(decided, clock.instant());
        notifier.tell(capture);
    }

    /** Gives some of it back, or all that is left when {@code wanted} is null. */
    public PayPalRefund refund(
            Capture capture,
            @Nullable Amount wanted,
            @Nullable String invoiceId,
            @Nullable String customId,
            @Nullable String note) {
        refundable(capture);
        Amount left = capture.remaining();
        Amount amount = wanted == null ? left : wanted;
        if (!amount.currency().equals(left.currency())) {
            throw PayPalRefusal.unprocessable(
                    "CURRENCY_MISMATCH", "The currency of the refund must be that of the captured payment.");
        }
        if (amount.minor() > left.minor()) {
            throw PayPalRefusal.unprocessable(
                    "REFUND_AMOUNT_EXCEEDED",
                    "The refund amount must be less than or equal to the capture amount that"
                            + " has not yet been refunded.");
        }
        if (invoiceId != null && ledger.refundInvoiceUsed(capture.order().app(), invoiceId)) {
            throw PayPalRefusal.unprocessable(
                    "DUPLICATE_INVOICE_ID",
                    "Requested invoice number has been previously captured. Possible duplicate transaction.");
        }
        return give(capture, amount, invoiceId, customId, note, false);
    }

    /** The buyer's bank takes back what is left. */
    void reverse(Capture capture) {
        give(capture, capture.remaining(), null, null, "Payment reversed", true);
    }

    private PayPalRefund give(
            Capture capture,
            Amount amount,
            @Nullable String invoiceId,
            @Nullable String customId,
            @Nullable String note,
            boolean reversal) {
        PayPalRefund refund = new PayPalRefund(
                ids.next(),
                capture,
                amount,
                capture.refunded().plus(amount),
                invoiceId,
                customId,
                note,
                reversal,
                clock.instant());
        capture.refund(refund);
        ledger.add(refund);
        notifier.tell(refund);
        return refund;
    }

    private void refundable(Capture capture) {
        if (capture.reversed()) {
            throw PayPalRefusal.unprocessable(
                    "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK",
                    "Refunds not allowed on this capture due to a chargeback on the card or bank.");
        }
        switch (capture.status()) {
            case COMPLETED, PARTIALLY_REFUNDED -> {}
            case REFUNDED ->
                throw PayPalRefusal.unprocessable(
                        "CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded.");
            case PENDING ->
                throw PayPalRefusal.unprocessable(
                        "PENDING_CAPTURE", "Cannot initiate a refund as the capture is pending.");
            case DECLINED ->
                throw PayPalRefusal.unprocessable("REFUND_NOT_ALLOWED", "Full refund refused: nothing was captured.");
        }
        if (clock.instant().isAfter(capture.createdAt().plus(REFUNDABLE))) {
            throw PayPalRefusal.unprocessable(
                    "REFUND_TIME_LIMIT_EXCEEDED", "You are over the time limit to perform a refund on this capture.");
        }
    }
}
