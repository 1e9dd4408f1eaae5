package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.StandInSettings.require;
import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.api.Refusal;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.paypal.PayPalOrder.Funding;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps orders, captures and refunds, moves the money under PayPal's conditions, and sends the events. */
final class PayPalPaymentProcessor {
    private static final Duration REFUNDABLE = Duration.ofDays(180);

    final Ledger<PayPalOrder> orders = new Ledger<>();
    final Ledger<Capture> captures = new Ledger<>();
    final Ledger<PayPalRefund> refunds = new Ledger<>();
    private final PayPalTools tools;
    private final PayPalNotifier notifier;
    private final Vault vault;

    PayPalPaymentProcessor(PayPalTools tools, PayPalNotifier notifier, Vault vault) {
        this.vault = vault;
        this.tools = tools;
        this.notifier = notifier;
    }

    /** For the buyer, who needs no key: by the id of the order or of its capture. */
    Optional<PayPalOrder> find(String id) {
        return captures.find(id).map(capture -> capture.order).or(() -> orders.find(id));
    }

    /** Takes what the buyer approved. */
    PayPalOrder capture(PayPalOrder order) {
        PayPalIssue.ORDER_ALREADY_CAPTURED.refuseIf(order.completed());
        Funding funding = order.funding;
        if (funding == null) {
            throw PayPalIssue.ORDER_NOT_APPROVED.refusal();
        }
        PayPalIssue.DUPLICATE_INVOICE_ID.refuseIf(paid(order.owner(), order.given("invoice_id")));
        return switch (funding) {
            case BALANCE -> captured(order, Capture.Status.COMPLETED);
            case REVIEWED -> captured(order, Capture.Status.PENDING);
            case DECLINED_CARD -> {
                Refusal declined = PayPalIssue.INSTRUMENT_DECLINED.refusal();
                declined.body().put("links", array(tools.link(order.buyerPath(), "redirect", "GET")));
                throw declined;
            }
        };
    }

    /** Whether the merchant was paid for this invoice already; a payment that was denied does not count. */
    private boolean paid(RestApp app, @Nullable String invoiceId) {
        return invoiceId != null
                && captures.of(app).stream()
                        .filter(capture -> capture.status() != Capture.Status.DECLINED)
                        .anyMatch(capture -> invoiceId.equals(capture.order.given("invoice_id")));
    }

    private PayPalOrder captured(PayPalOrder order, Capture.Status status) {
        Instant now = tools.now();
        Amount amount = order.request.amount();
        Amount taken = tools.occurs(Fault.AMOUNT_MISMATCH) ? amount.less() : amount;
        Capture capture = new Capture(tools.newId(), order, taken, status, now);
        order.complete(capture, now);
        captures.add(capture);
        notifier.send(capture);
        vault.storeSoon(order);
        return order;
    }

    /** Takes an order of a stored account, unless the account asks its buyer first. */
    PayPalOrder charge(PayPalOrder order, String vaultId) {
        PaymentToken token = vault.charged(order.owner(), vaultId);
        if (token.later != PaymentToken.Later.ASKS) {
            order.approve(Funding.BALANCE, tools.now());
            capture(order);
        }
        return order;
    }

    /** The buyer agrees; also again, with something else, as long as nothing is captured. */
    void approve(PayPalOrder order, Funding funding) {
        requireUnpaid(order);
        boolean inTime = !order.expired(tools.now()) || tools.occurs(Fault.LATE_SUCCESS);
        require(inTime, "The time of order " + order.id() + " ran out");
        order.approve(funding, tools.now());
        notifier.send(order);
    }

    /** Ends the time of an order; with the fault, the buyer approves after it. */
    void expire(PayPalOrder order) {
        requireUnpaid(order);
        order.expire(tools.now());
        if (tools.occurs(Fault.LATE_SUCCESS)) {
            order.approve(Funding.BALANCE, tools.now());
            notifier.send(order);
        }
    }

    void requireUnpaid(PayPalOrder order) {
        require(!order.completed(), "Order " + order.id() + " is captured already");
    }

    /** Ends a review, with COMPLETED or DECLINED. */
    void settle(PayPalOrder order, Capture.Status decided) {
        Capture capture = order.capture;
        if (capture == null || capture.status() != Capture.Status.PENDING) {
            throw new IllegalArgumentException("Order " + order.id() + " has no pending capture");
        }
        capture.become(decided, tools.now());
        notifier.send(capture);
    }

    /**
     * Gives some of it back, or all that is left.
     *
     * @param wanted null for all that is left
     * @param fields those of the request that answers repeat
     */
    PayPalRefund refund(Capture capture, @Nullable Amount wanted, JsonObject fields) {
        PayPalIssue.REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK.refuseIf(capture.reversed());
        PayPalIssue.CAPTURE_FULLY_REFUNDED.refuseIf(capture.status() == Capture.Status.REFUNDED);
        PayPalIssue.PENDING_CAPTURE.refuseIf(capture.status() == Capture.Status.PENDING);
        PayPalIssue.REFUND_NOT_ALLOWED.refuseIf(capture.status() == Capture.Status.DECLINED);
        PayPalIssue.REFUND_TIME_LIMIT_EXCEEDED.refuseIf(
                tools.now().isAfter(capture.createdAt().plus(REFUNDABLE)));
        Amount left = capture.remaining();
        Amount amount = wanted == null ? left : wanted;
        PayPalIssue.CURRENCY_MISMATCH.refuseIf(!amount.currency().equals(left.currency()));
        PayPalIssue.REFUND_AMOUNT_EXCEEDED.refuseIf(amount.minor() > left.minor());
        String invoiceId = fields.getString("invoice_id");
        PayPalIssue.DUPLICATE_INVOICE_ID.refuseIf(invoiceId != null
                && refunds.of(capture.owner()).stream()
                        .anyMatch(refund -> invoiceId.equals(refund.fields.getString("invoice_id"))));
        return give(capture, amount, fields, false);
    }

    /** The buyer's bank takes back what is left. */
    void reverse(PayPalOrder order) {
        Capture capture = order.capture;
        if (capture == null || !capture.taken() || capture.remaining().minor() == 0) {
            throw new IllegalArgumentException("Order " + order.id() + " has no money to take back");
        }
        give(capture, capture.remaining(), json("note_to_payer", "Payment reversed"), true);
    }

    private PayPalRefund give(Capture capture, Amount amount, JsonObject fields, boolean reversal) {
        PayPalRefund refund = new PayPalRefund(tools.newId(), capture, amount, fields, reversal, tools.now());
        capture.refund(refund);
        refunds.add(refund);
        notifier.send(refund);
        return refund;
    }
}
