package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.Faults;
import com.plugipay.sandbox.paypal.webhooks.PayPalNotifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * What a buyer, the buyer's bank and PayPal's reviewers do.
 *
 * <p>What cannot be done now is an {@link IllegalArgumentException} that says why.
 */
final class PayPalBuyerActions {
    private final PayPalLedger ledger;
    private final PayPalPaymentProcessor processor;
    private final PayPalNotifier notifier;
    private final Faults faults;
    private final InstantSource clock;

    PayPalBuyerActions(
            PayPalLedger ledger,
            PayPalPaymentProcessor processor,
            PayPalNotifier notifier,
            Faults faults,
            InstantSource clock) {
        this.ledger = ledger;
        this.processor = processor;
        this.notifier = notifier;
        this.faults = faults;
        this.clock = clock;
    }

    void act(String id, String action) {
        PayPalOrder order =
                ledger.anybodys(id).orElseThrow(() -> new IllegalArgumentException("There is no order " + id));
        switch (action) {
            case "pay" -> approve(order, Funding.BALANCE);
            case "approve_declined", "fail" -> approve(order, Funding.DECLINED_CARD);
            case "approve_pending" -> approve(order, Funding.REVIEWED);
            case "complete" -> processor.settle(pending(order), Capture.Status.COMPLETED);
            case "deny" -> processor.settle(pending(order), Capture.Status.DECLINED);
            case "reverse" -> reverse(order);
            case "expire" -> expire(order);
            // Only the browser goes somewhere: the order waits for the buyer to think again.
            case "cancel" -> mustBeUnpaid(order);
            default -> throw new IllegalArgumentException("A buyer cannot " + action);
        }
    }

    /** What {@link #act} would take now, for an order with this status in the books. */
    static List<String> actions(String status) {
        return switch (status) {
            case "CREATED", "PAYER_ACTION_REQUIRED", "APPROVED" ->
                List.of("pay", "approve_declined", "approve_pending", "cancel", "expire");
            case "PENDING" -> List.of("complete", "deny");
            case "COMPLETED", "PARTIALLY_REFUNDED" -> List.of("reverse");
            default -> List.of();
        };
    }

    /** Also again, with something else, as long as nothing is captured. */
    void approve(PayPalOrder order, Funding funding) {
        mustBeUnpaid(order);
        Instant now = clock.instant();
        if (order.expired(now) && !faults.occurs(Fault.LATE_SUCCESS)) {
            throw new IllegalArgumentException("The time of order " + order.id() + " ran out");
        }
        order.approve(funding, now);
        notifier.tell(order);
    }

    private void expire(PayPalOrder order) {
        mustBeUnpaid(order);
        order.expire(clock.instant());
        if (faults.occurs(Fault.LATE_SUCCESS)) {
            order.approve(Funding.BALANCE, clock.instant());
            notifier.tell(order);
        }
    }

    private void reverse(PayPalOrder order) {
        Capture capture = order.capture();
        if (capture == null || !capture.taken() || capture.remaining().minor() == 0) {
            throw new IllegalArgumentException("Order " + order.id() + " has no money to take back");
        }
        processor.reverse(capture);
    }

    private static Capture pending(PayPalOrder order) {
        Capture capture = order.capture();
        if (capture == null || capture.status() != Capture.Status.PENDING) {
            throw new IllegalArgumentException("Order " + order.id() + " has no pending capture");
        }
        return capture;
    }

    private static void mustBeUnpaid(PayPalOrder order) {
        if (order.status() == PayPalOrder.Status.COMPLETED) {
            throw new IllegalArgumentException("Order " + order.id() + " is captured already");
        }
    }
}
