package com.plugipay.sandbox.midtrans;

import java.util.ArrayList;
import java.util.List;

/** What the control page can do to a charge. */
final class Deeds {
    private final Cashier cashier;
    private final Snap snap;

    Deeds(Cashier cashier, Snap snap) {
        this.cashier = cashier;
        this.snap = snap;
    }

    /** Those that are possible now. */
    List<String> of(Transaction transaction) {
        List<String> deeds = new ArrayList<>();
        boolean settled = transaction.status() == Status.SETTLEMENT;
        if (transaction.pending()) {
            deeds.addAll(List.of("pay", "deny", "expire"));
        }
        if (transaction.status() == Status.CAPTURE) {
            deeds.add(transaction.fraud().equals("challenge") ? "approve" : "settle");
            deeds.add("cancel");
        }
        if (transaction.channel() == Channel.CARD && !transaction.pending() && snap.knows(transaction.order())) {
            deeds.add("pay_again");
        }
        if (settled && transaction.channel() == Channel.CARD) {
            deeds.add("charge_back");
        }
        if (settled && transaction.channel().reversible()) {
            deeds.add("reverse");
        }
        if (transaction.channel().refundable() && (settled || transaction.status() == Status.PARTIAL_REFUND)) {
            deeds.add("refuse_refund");
        }
        return deeds;
    }

    void act(Transaction transaction, String action) {
        cashier.upToDate(transaction);
        switch (action) {
            case "pay" -> cashier.pay(transaction);
            case "deny", "fail" -> cashier.deny(transaction);
            case "expire" -> cashier.expire(transaction);
            case "settle" -> cashier.settle(transaction);
            case "pay_again" -> cashier.pay(snap.again(transaction.order()));
            case "charge_back" -> cashier.chargeBack(transaction);
            case "cancel" -> cashier.cancel(transaction);
            case "reverse" -> cashier.reverse(transaction);
            case "approve" -> cashier.review(transaction, true);
            case "refuse_refund" -> transaction.refuseRefunds(true);
            default -> throw new IllegalArgumentException("Nobody can " + action + " a charge");
        }
    }

    /** A buyer who chooses and pays, or fails to, in one go; the session itself expires without a word. */
    void act(SnapSession session, String action) {
        Transaction current = session.current();
        if (current != null && (current.pending() || current.status().paid())) {
            act(current, action);
            return;
        }
        switch (action) {
            case "pay" -> cashier.pay(choose(session));
            case "deny", "fail" -> cashier.deny(choose(session));
            case "expire" -> session.expire();
            case "cancel" -> snap.cancel(session);
            default -> throw new IllegalArgumentException("Nobody can " + action + " a session of Snap");
        }
    }

    private Transaction choose(SnapSession session) {
        Channel first = session.enabled().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This session offers no method"));
        if (first == Channel.CARD) {
            return snap.holdCard(session);
        }
        return snap.choose(session, first, "+6281200000000", false);
    }
}
