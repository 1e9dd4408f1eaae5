package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.midtrans.MidtransErrors.requirePossible;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import io.vertx.core.json.JsonObject;

/** What can happen to a charge, and the notices of it. Refuses what is not possible any more. */
record MidtransPaymentProcessor(StandInTools tools, MidtransNotifier notifier, SeededIds ids) {
    /** Long enough for the notice of the expiry to be over. */
    private static final long LATE_MS = 300;

    /** A new charge that waits for its buyer. */
    void open(MidtransPayment payment) {
        notifier.send(payment);
    }

    /** The buyer pays: a card is captured, everything else is settled. */
    void pay(MidtransPayment payment) {
        requirePossible(payment.pending());
        take(payment);
    }

    /** The bank or the buyer says no. */
    void deny(MidtransPayment payment) {
        requirePossible(payment.pending());
        become(payment, Status.DENY);
    }

    /** Something broke between Midtrans and the bank. */
    void fail(MidtransPayment payment) {
        requirePossible(payment.pending());
        become(payment, Status.FAILURE);
    }

    void expire(MidtransPayment payment) {
        requirePossible(payment.pending());
        become(payment, Status.EXPIRE);
        if (tools.occurs(Fault.LATE_SUCCESS)) {
            tools.vertx().setTimer(LATE_MS, ignored -> take(payment));
        }
    }

    void cancel(MidtransPayment payment) {
        requirePossible(payment.pending() || payment.status() == Status.CAPTURE);
        become(payment, Status.CANCEL);
    }

    /** The bank sends a captured card payment, as it does a day later. */
    void settle(MidtransPayment payment) {
        requirePossible(payment.status() == Status.CAPTURE && !payment.challenged());
        payment.settle(tools.now());
        notifier.send(payment);
    }

    /** The bank takes back what it said: settlement becomes denial. */
    void reverse(MidtransPayment payment) {
        requirePossible(payment.status() == Status.SETTLEMENT && payment.channel.reversible());
        become(payment, Status.DENY);
    }

    /** The bank of a buyer who disputes a card payment takes all of it back. */
    void chargeBack(MidtransPayment payment) {
        requirePossible(payment.status() == Status.SETTLEMENT && payment.channel == MidtransPaymentType.CARD);
        become(payment, Status.CHARGEBACK);
    }

    /** The merchant decides about a challenged card payment. */
    void review(MidtransPayment payment, boolean approved) {
        requirePossible(payment.challenged());
        payment.fraud = approved ? "accept" : "deny";
        become(payment, approved ? Status.CAPTURE : Status.DENY);
    }

    private void take(MidtransPayment payment) {
        if (tools.occurs(Fault.AMOUNT_MISMATCH)) {
            payment.gross = payment.gross > 1 ? payment.gross - 1 : 2;
        }
        payment.shown.mergeIn(shownWhenPaid(payment));
        if (payment.channel == MidtransPaymentType.CARD) {
            become(payment, Status.CAPTURE);
        } else {
            payment.settle(tools.now());
            notifier.send(payment);
        }
    }

    private JsonObject shownWhenPaid(MidtransPayment payment) {
        return switch (payment.channel.kind) {
            case QR -> json("issuer", "dana", "transaction_type", "off-us", "merchant_cross_reference_id", ids.uuid());
            case ACCOUNT -> {
                JsonObject paid =
                        json("paid_at", MidtransWire.time(tools.now()), "amount", MidtransWire.amount(payment.gross));
                yield payment.channel == MidtransPaymentType.PERMATA
                        ? new JsonObject()
                        : json("payment_amounts", array(paid));
            }
            case COUNTER -> json("approval_code", ids.digits(16));
            case CARD -> json("approval_code", ids.digits(13), "eci", "05");
            case WALLET, PUSH, BILL -> new JsonObject();
        };
    }

    private void become(MidtransPayment payment, Status status) {
        payment.become(status, tools.now());
        notifier.send(payment);
    }
}
