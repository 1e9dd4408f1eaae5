package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.midtrans.pages.Snap;
import com.plugipay.sandbox.midtrans.pages.SnapSession;
import java.util.ArrayList;
import java.util.List;

/** What the control page can do to a charge. */
final class MidtransBuyerActions {
    private final MidtransPaymentProcessor processor;
    private final Snap snap;

    MidtransBuyerActions(MidtransPaymentProcessor processor, Snap snap) {
        this.processor = processor;
        this.snap = snap;
    }

    /** Those that are possible now. */
    List<String> of(MidtransPayment transaction) {
        List<String> actions = new ArrayList<>();
        boolean settled = transaction.status() == Status.SETTLEMENT;
        if (transaction.pending()) {
            actions.addAll(List.of("pay", "deny", "expire"));
        }
        if (transaction.status() == Status.CAPTURE) {
            actions.add(transaction.fraud().equals("challenge") ? "approve" : "settle");
            actions.add("cancel");
        }
        if (transaction.channel() == MidtransPaymentType.CARD
                && !transaction.pending()
                && snap.knows(transaction.order())) {
            actions.add("pay_again");
        }
        if (settled && transaction.channel() == MidtransPaymentType.CARD) {
            actions.add("charge_back");
        }
        if (settled && transaction.channel().reversible()) {
            actions.add("reverse");
        }
        if (transaction.channel().refundable() && (settled || transaction.status() == Status.PARTIAL_REFUND)) {
            actions.add("refuse_refund");
        }
        return actions;
    }

    void act(MidtransPayment transaction, String action) {
        switch (action) {
            case "pay" -> processor.pay(transaction);
            case "deny", "fail" -> processor.deny(transaction);
            case "expire" -> processor.expire(transaction);
            case "settle" -> processor.settle(transaction);
            case "pay_again" -> processor.pay(snap.again(transaction.order()));
            case "charge_back" -> processor.chargeBack(transaction);
            case "cancel" -> processor.cancel(transaction);
            case "reverse" -> processor.reverse(transaction);
            case "approve" -> processor.review(transaction, true);
            case "refuse_refund" -> transaction.refuseRefunds(true);
            default -> throw new IllegalArgumentException("Nobody can " + action + " a charge");
        }
    }

    /** A buyer who chooses and pays, or fails to, in one go; the session itself expires without a word. */
    void act(SnapSession session, String action) {
        MidtransPayment current = session.current();
        if (current != null && (current.pending() || current.status().paid())) {
            act(current, action);
            return;
        }
        switch (action) {
            case "pay" -> processor.pay(choose(session));
            case "deny", "fail" -> processor.deny(choose(session));
            case "expire" -> session.expire();
            case "cancel" -> snap.cancel(session);
            default -> throw new IllegalArgumentException("Nobody can " + action + " a session of Snap");
        }
    }

    private MidtransPayment choose(SnapSession session) {
        MidtransPaymentType first = session.enabled().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This session offers no method"));
        if (first == MidtransPaymentType.CARD) {
            return snap.holdCard(session);
        }
        return snap.choose(session, first, "+6281200000000", false);
    }
}
