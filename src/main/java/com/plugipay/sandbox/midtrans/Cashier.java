package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.standins.Fault;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What can happen to a charge, and who hears of it.
 *
 * <p>Throws {@link Refusal#notNow} for what cannot happen any more.
 */
final class Cashier {
    /** Long enough for the notice of the expiry to be over. */
    private static final long LATE_MS = 300;

    private final StandInTools tools;
    private final Notifier notifier;
    private final Ids ids;

    Cashier(StandInTools tools, Notifier notifier, Ids ids) {
        this.tools = tools;
        this.notifier = notifier;
        this.ids = ids;
    }

    /** A new charge that waits for its buyer. */
    void open(Transaction transaction) {
        notifier.tell(transaction);
        long waitMs = Duration.between(tools.clock().instant(), transaction.expiresAt())
                .toMillis();
        tools.vertx().setTimer(Math.max(1, waitMs), ignored -> upToDate(transaction));
    }

    /** The same, expired if its time is over. */
    Transaction upToDate(Transaction transaction) {
        if (transaction.pending() && !tools.clock().instant().isBefore(transaction.expiresAt())) {
            expire(transaction);
        }
        return transaction;
    }

    /** The buyer pays: a card is captured, everything else is settled. */
    void pay(Transaction transaction) {
        require(transaction.pending());
        take(transaction);
    }

    /** The bank or the buyer says no. */
    void deny(Transaction transaction) {
        require(transaction.pending());
        end(transaction, Status.DENY);
    }

    /** Something broke between Midtrans and the bank. */
    void fail(Transaction transaction) {
        require(transaction.pending());
        end(transaction, Status.FAILURE);
    }

    void expire(Transaction transaction) {
        require(transaction.pending());
        end(transaction, Status.EXPIRE);
        if (tools.faults().strikes(Fault.LATE_SUCCESS)) {
            tools.vertx().setTimer(LATE_MS, ignored -> take(transaction));
        }
    }

    void cancel(Transaction transaction) {
        require(transaction.pending() || transaction.status() == Status.CAPTURE);
        end(transaction, Status.CANCEL);
    }

    /** The bank sends a captured card payment, as it does a day later. */
    void settle(Transaction transaction) {
        require(transaction.status() == Status.CAPTURE && transaction.fraud().equals("accept"));
        transaction.settled(tools.clock().instant());
        notifier.tell(transaction);
    }

    /** The bank takes back what it said: settlement becomes denial. */
    void reverse(Transaction transaction) {
        require(transaction.status() == Status.SETTLEMENT
                && transaction.channel().reversible());
        end(transaction, Status.DENY);
    }

    /** The bank of a buyer who disputes a card payment takes all of it back. */
    void chargeBack(Transaction transaction) {
        require(transaction.status() == Status.SETTLEMENT && transaction.channel() == Channel.CARD);
        end(transaction, Status.CHARGEBACK);
    }

    /** The merchant decides about a challenged card payment. */
    void review(Transaction transaction, boolean approved) {
        require(transaction.status() == Status.CAPTURE && transaction.fraud().equals("challenge"));
        transaction.fraudIs(approved ? "accept" : "deny");
        end(transaction, approved ? Status.CAPTURE : Status.DENY);
    }

    private void take(Transaction transaction) {
        if (tools.faults().strikes(Fault.AMOUNT_MISMATCH)) {
            transaction.grossIs(transaction.gross() > 1 ? transaction.gross() - 1 : 2);
        }
        JsonObject shown = transaction.shown();
        switch (transaction.channel().kind()) {
            case QR ->
                shown.put("issuer", "dana")
                        .put("transaction_type", "off-us")
                        .put("merchant_cross_reference_id", ids.uuid());
            case ACCOUNT -> {
                if (transaction.channel() != Channel.PERMATA) {
                    shown.put("payment_amounts", new JsonArray().add(paidNow(transaction)));
                }
            }
            case COUNTER -> shown.put("approval_code", ids.digits(16));
            case CARD -> shown.put("approval_code", ids.digits(13)).put("eci", "05");
            case WALLET, PUSH, BILL -> {
                // Nothing is added.
            }
        }
        if (transaction.channel() == Channel.CARD) {
            end(transaction, Status.CAPTURE);
        } else {
            transaction.settled(tools.clock().instant());
            notifier.tell(transaction);
        }
    }

    private JsonObject paidNow(Transaction transaction) {
        return new JsonObject()
                .put("paid_at", Wire.time(tools.clock().instant()))
                .put("amount", Wire.amount(transaction.gross()));
    }

    private void end(Transaction transaction, Status status) {
        transaction.become(status);
        notifier.tell(transaction);
    }

    private static void require(boolean possible) {
        if (!possible) {
            throw Refusal.notNow();
        }
    }
}
