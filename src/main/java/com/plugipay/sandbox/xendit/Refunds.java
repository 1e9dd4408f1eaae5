package com.plugipay.sandbox.xendit;

import java.time.Duration;

/** Money on its way back: asked for now, there or refused a moment later. */
final class Refunds {
    /** A refund of this many rupiah fails; the stand-in's own magic, Xendit documents none. */
    static final long FAILING_AMOUNT = 66_666;

    private static final Duration TAKES = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Cashier cashier;
    private final Timetable timetable;
    private final Names names;

    Refunds(Ledger ledger, Cashier cashier, Timetable timetable, Names names) {
        this.ledger = ledger;
        this.cashier = cashier;
        this.timetable = timetable;
        this.names = names;
    }

    Refund open(PaymentRequest request, Refund.Asked asked, long balance) {
        Payment payment = request.success()
                .orElseThrow(() -> Refusal.of(
                        "INELIGIBLE_TRANSACTION_STATUS",
                        "The transaction is " + request.status() + ", not SUCCEEDED."));
        if (!Issuers.refunds(request.channel(), payment.issuer())) {
            throw new Refusal(403, "REFUND_NOT_SUPPORTED", "Payments of this channel cannot be refunded.");
        }
        if (ledger.refunds(request).stream().anyMatch(refund -> refund.status() == Refund.Status.PENDING)) {
            throw Refusal.of("REFUND_IN_PROGRESS", "There is another refund of this payment in progress.");
        }
        if (asked.amount() > request.paid() - ledger.refunded(request, true)) {
            throw Refusal.of("REFUND_AMOUNT_EXCEEDED", "The refunds of this payment would exceed its amount.");
        }
        if (asked.amount() > balance) {
            throw Refusal.of("INSUFFICIENT_BALANCE", "The balance of the account does not cover this refund.");
        }
        Refund refund = new Refund("rfd-" + names.uuid(), request, payment, asked, cashier.now());
        ledger.add(refund);
        boolean fails = asked.amount() == FAILING_AMOUNT || request.takeRefusal();
        timetable.at(
                refund.created.plus(TAKES),
                () -> close(refund, fails ? Refund.Status.FAILED : Refund.Status.SUCCEEDED));
        return refund;
    }

    /** Nothing happens to what is over already. */
    void close(Refund refund, Refund.Status how) {
        if (refund.status() != Refund.Status.PENDING) {
            return;
        }
        refund.close(how, cashier.now());
        switch (how) {
            case SUCCEEDED -> tell(refund, "refund.succeeded");
            case FAILED -> tell(refund, "refund.failed");
            case PENDING, CANCELLED -> {}
        }
    }

    private void tell(Refund refund, String event) {
        cashier.webhooks().send(refund.request.account(), event, refund.toJson());
    }
}
