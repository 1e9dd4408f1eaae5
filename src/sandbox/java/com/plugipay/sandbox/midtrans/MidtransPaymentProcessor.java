package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.midtrans.api.MidtransRefusal;
import com.plugipay.sandbox.midtrans.api.MidtransWire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What can happen to a charge, and who hears of it.
 *
 * <p>Throws {@link MidtransRefusal#notNow} for what cannot happen any more.
 */
public final class MidtransPaymentProcessor {
    /** Long enough for the notice of the expiry to be over. */
    private static final long LATE_MS = 300;

    private final StandInTools tools;
    private final MidtransNotifier notifier;
    private final MidtransIds ids;

    MidtransPaymentProcessor(StandInTools tools, MidtransNotifier notifier, MidtransIds ids) {
        this.tools = tools;
        this.notifier = notifier;
        this.ids = ids;
    }

    /** A new charge that waits for its buyer. */
    void open(MidtransPayment transaction) {
        notifier.tell(transaction);
    }

    /** The buyer pays: a card is captured, everything else is settled. */
    public void pay(MidtransPayment transaction) {
        require(transaction.pending());
        take(transaction);
    }

    /** The bank or the buyer says no. */
    public void deny(MidtransPayment transaction) {
        require(transaction.pending());
        end(transaction, Status.DENY);
    }

    /** Something broke between Midtrans and the bank. */
    void fail(MidtransPayment transaction) {
        require(transaction.pending());
        end(transaction, Status.FAILURE);
    }

    public void expire(MidtransPayment transaction) {
        require(transaction.pending());
        end(transaction, Status.EXPIRE);
        if (tools.faults().occurs(Fault.LATE_SUCCESS)) {
            tools.vertx().setTimer(LATE_MS, ignored -> take(transaction));
        }
    }

    public void cancel(MidtransPayment transaction) {
        require(transaction.pending() || transaction.status() == Status.CAPTURE);
        end(transaction, Status.CANCEL);
    }

    /** The bank sends a captured card payment, as it does a day later. */
    void settle(MidtransPayment transaction) {
        require(transaction.status() == Status.CAPTURE && transaction.fraud().equals("accept"));
        transaction.settled(tools.clock().instant());
        notifier.tell(transaction);
    }

    /** The bank takes back what it said: settlement becomes denial. */
    void reverse(MidtransPayment transaction) {
        require(transaction.status() == Status.SETTLEMENT
                && transaction.channel().reversible());
        end(transaction, Status.DENY);
    }

    /** The bank of a buyer who disputes a card payment takes all of it back. */
    void chargeBack(MidtransPayment transaction) {
        require(transaction.status() == Status.SETTLEMENT && transaction.channel() == MidtransPaymentType.CARD);
        end(transaction, Status.CHARGEBACK);
    }

    /** The merchant decides about a challenged card payment. */
    public void review(MidtransPayment transaction, boolean approved) {
        require(transaction.status() == Status.CAPTURE && transaction.fraud().equals("challenge"));
        transaction.fraudIs(approved ? "accept" : "deny");
        end(transaction, approved ? Status.CAPTURE : Status.DENY);
    }

    private void take(MidtransPayment transaction) {
        if (tools.faults().occurs(Fault.AMOUNT_MISMATCH)) {
            transaction.grossIs(transaction.gross() > 1 ? transaction.gross() - 1 : 2);
        }
        JsonObject shown = transaction.shown();
        switch (transaction.channel().kind()) {
            case QR ->
                shown.put("issuer", "dana")
                        .put("transaction_type", "off-us")
                        .put("merchant_cross_reference_id", ids.uuid());
            case ACCOUNT -> {
                if (transaction.channel() != MidtransPaymentType.PERMATA) {
                    shown.put("payment_amounts", new JsonArray().add(paidNow(transaction)));
                }
            }
            case COUNTER -> shown.put("approval_code", ids.digits(16));
            case CARD -> shown.put("approval_code", ids.digits(13)).put("eci", "05");
            case WALLET, PUSH, BILL -> {
                // Nothing is added.
            }
        }
        if (transaction.channel() == MidtransPaymentType.CARD) {
            end(transaction, Status.CAPTURE);
        } else {
            transaction.settled(tools.clock().instant());
            notifier.tell(transaction);
        }
    }

    private JsonObject paidNow(MidtransPayment transaction) {
        return new JsonObject()
                .put("paid_at", MidtransWire.time(tools.clock().instant()))
                .put("amount", MidtransWire.amount(transaction.gross()));
    }

    private void end(MidtransPayment transaction, Status status) {
        transaction.become(status);
        notifier.tell(transaction);
    }

    private static void require(boolean possible) {
        if (!possible) {
            throw MidtransRefusal.notNow();
        }
    }
}
