package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.paypal.PayPalErrors.requirePossible;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.api.Refusal;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.paypal.PayPalOrder.Funding;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps orders, captures and refunds, moves the money under PayPal's conditions, and sends the events. */
final class PayPalPaymentProcessor {
    private static final Duration REFUNDABLE = Duration.ofDays(180);

    final Ledger<PayPalOrder> orders = new Ledger<>();
    final Ledger<Capture> captures = new Ledger<>();
    final Ledger<PayPalRefund> refunds = new Ledger<>();
    private final Map<List<String>, Capture> capturesByInvoice = new HashMap<>();
    private final Set<List<String>> refundInvoices = new HashSet<>();
    private final PayPalTools tools;
    private final PayPalNotifier notifier;

    PayPalPaymentProcessor(PayPalTools tools, PayPalNotifier notifier) {
        this.tools = tools;
        this.notifier = notifier;
    }

    /** For the buyer, who needs no key: by the id of the order or of its capture. */
    Optional<PayPalOrder> find(String id) {
        return captures.find(id).map(capture -> capture.order).or(() -> orders.find(id));
    }

    /** An order whose time ran out is gone. */
    PayPalOrder order(RestApp app, String id) {
        return orders.find(app, id).filter(order -> !order.expired(tools.now())).orElseThrow(PayPalErrors::notFound);
    }

    /** Takes what the buyer approved. */
    PayPalOrder capture(PayPalOrder order) {
        requirePossible(
                !order.completed(),
                "ORDER_ALREADY_CAPTURED",
                "Order already captured. If 'intent=CAPTURE' only one capture per order is allowed.");
        Funding funding = order.funding();
        if (funding == null) {
            throw PayPalErrors.unprocessable(
                    "ORDER_NOT_APPROVED",
                    "Payer has not yet approved the Order for payment. Please redirect the payer to the"
                            + " 'rel':'approve' url returned as part of the HATEOAS links within the Create Order call.");
        }
        requirePossible(
                !paid(order.owner(), order.invoiceId()),
                "DUPLICATE_INVOICE_ID",
                "Duplicate Invoice ID detected. To avoid a potential duplicate transaction your account setting"
                        + " requires that Invoice Id be unique for each transaction.");
        return switch (funding) {
            case BALANCE -> captured(order, Capture.Status.COMPLETED, null);
            case REVIEWED -> captured(order, Capture.Status.PENDING, "PENDING_REVIEW");
            case DECLINED_CARD -> throw declined(order);
        };
    }

    private Refusal declined(PayPalOrder order) {
        Refusal refusal = PayPalErrors.unprocessable(
                "INSTRUMENT_DECLINED",
                "The instrument presented was either declined by the processor or bank, or it can't be used for this"
                        + " payment.");
        refusal.body().put("links", array(tools.link(order.buyerPath(), "redirect", "GET")));
        return refusal;
    }

    /** Whether the merchant was paid for this invoice already; a payment that was denied does not count. */
    private boolean paid(RestApp app, @Nullable String invoiceId) {
        Capture capture = invoiceId == null ? null : capturesByInvoice.get(List.of(app.clientId(), invoiceId));
        return capture != null && capture.status() != Capture.Status.DECLINED;
    }

    private PayPalOrder captured(PayPalOrder order, Capture.Status status, @Nullable String reason) {
        Instant now = tools.now();
        Amount amount = order.request.amount();
        Amount taken = tools.occurs(Fault.AMOUNT_MISMATCH) ? amount.less() : amount;
        Capture capture = new Capture(tools.newId(), order, taken, status, reason, now);
        order.complete(capture, now);
        captures.add(capture);
        String invoiceId = order.invoiceId();
        if (invoiceId != null) {
            capturesByInvoice.put(List.of(order.owner().clientId(), invoiceId), capture);
        }
        notifier.send(capture);
        return order;
    }

    /** Ends a review, with COMPLETED or DECLINED. */
    void settle(Capture capture, Capture.Status decided) {
        capture.settle(decided, tools.now());
        notifier.send(capture);
    }

    /**
     * Gives some of it back, or all that is left.
     *
     * @param wanted null for all that is left
     * @param fields those of the request that answers repeat
     */
    PayPalRefund refund(Capture capture, @Nullable Amount wanted, JsonObject fields) {
        requireRefundable(capture);
        Amount left = capture.remaining();
        Amount amount = wanted == null ? left : wanted;
        requirePossible(
                amount.currency().equals(left.currency()),
                "CURRENCY_MISMATCH",
                "The currency of the refund must be that of the captured payment.");
        requirePossible(
                amount.minor() <= left.minor(),
                "REFUND_AMOUNT_EXCEEDED",
                "The refund amount must be less than or equal to the capture amount that has not yet been refunded.");
        String invoiceId = fields.getString("invoice_id");
        requirePossible(
                invoiceId == null || refundInvoices.add(List.of(capture.owner().clientId(), invoiceId)),
                "DUPLICATE_INVOICE_ID",
                "Requested invoice number has been previously captured. Possible duplicate transaction.");
        return give(capture, amount, fields, false);
    }

    /** The buyer's bank takes back what is left. */
    void reverse(Capture capture) {
        give(capture, capture.remaining(), json("note_to_payer", "Payment reversed"), true);
    }

    private PayPalRefund give(Capture capture, Amount amount, JsonObject fields, boolean reversal) {
        PayPalRefund refund = new PayPalRefund(tools.newId(), capture, amount, fields, reversal, tools.now());
        capture.refund(refund);
        refunds.add(refund);
        notifier.send(refund);
        return refund;
    }

    private void requireRefundable(Capture capture) {
        requirePossible(
                !capture.reversed(),
                "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK",
                "Refunds not allowed on this capture due to a chargeback on the card or bank.");
        switch (capture.status()) {
            case COMPLETED, PARTIALLY_REFUNDED -> {}
            case REFUNDED ->
                throw PayPalErrors.unprocessable(
                        "CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded.");
            case PENDING ->
                throw PayPalErrors.unprocessable(
                        "PENDING_CAPTURE", "Cannot initiate a refund as the capture is pending.");
            case DECLINED ->
                throw PayPalErrors.unprocessable("REFUND_NOT_ALLOWED", "Full refund refused: nothing was captured.");
        }
        requirePossible(
                !tools.now().isAfter(capture.createdAt().plus(REFUNDABLE)),
                "REFUND_TIME_LIMIT_EXCEEDED",
                "You are over the time limit to perform a refund on this capture.");
    }
}
