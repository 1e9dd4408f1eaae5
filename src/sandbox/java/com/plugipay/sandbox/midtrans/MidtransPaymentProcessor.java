package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;
import static com.plugipay.sandbox.kit.api.Jsons.text;
import static com.plugipay.sandbox.kit.api.Jsons.whole;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Changes charges, gives money back, and tells the merchants. The windows in which methods can be refunded are not played.
 *
 * @see <a href="https://docs.midtrans.com/reference/refund-transaction">Refund transaction</a>
 */
record MidtransPaymentProcessor(StandInTools tools, MidtransNotifier notifier) {
    /** Long enough for the notice of the expiry to be over. */
    private static final long LATE_MS = 300;

    /** The bank refuses a refund of exactly so many rupiah. The stand-in's own magic, Midtrans has no such amount. */
    static final long REFUSED_REFUND = 20_202;

    private static final Pattern REFUND_KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** Between the two notices: the second says that the bank has confirmed. */
    private static final long BANK_MS = 250;

    /** What can happen to a charge, and what becomes of it. */
    enum Change {
        /** The buyer pays: a card is captured, everything else is settled. */
        PAY(Status.SETTLEMENT),
        /** The bank or the buyer says no. */
        DENY(Status.DENY),
        /** Something broke between Midtrans and the bank. */
        BREAK(Status.FAILURE),
        EXPIRE(Status.EXPIRE),
        /** The merchant accepts a card payment that looks like fraud, or does not. */
        APPROVE(Status.CAPTURE),
        REJECT(Status.DENY),
        /** The bank sends a captured card payment, as it does a day later. */
        SETTLE(Status.SETTLEMENT),
        CANCEL(Status.CANCEL),
        /** The bank takes back what it said: settlement becomes denial. */
        REVERSE(Status.DENY),
        /** The bank of a buyer who disputes a card payment takes all of it back. */
        CHARGE_BACK(Status.CHARGEBACK);

        private final Status result;

        Change(Status result) {
            this.result = result;
        }

        /** Its name on the control page. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of that name; {@code fail} is another name of the bank's no. */
        static Change of(String text) {
            return Stream.of(values())
                    .filter(change -> change.text().equals(text.equals("fail") ? DENY.text() : text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Nobody can " + text + " a charge"));
        }

        boolean possible(MidtransPayment payment) {
            boolean captured = payment.status() == Status.CAPTURE;
            boolean settled = payment.status() == Status.SETTLEMENT;
            return switch (this) {
                case PAY, DENY, BREAK, EXPIRE -> payment.pending();
                case APPROVE, REJECT -> payment.challenged();
                case SETTLE -> captured && !payment.challenged();
                case CANCEL -> captured || payment.pending();
                case REVERSE -> settled && MidtransPaymentType.REVERSIBLE.contains(payment.channel);
                case CHARGE_BACK -> settled && payment.channel == MidtransPaymentType.CARD;
            };
        }
    }

    /** Refuses what is not possible any more. */
    void make(Change change, MidtransPayment payment) {
        MidtransStyle.requirePossible(change.possible(payment));
        switch (change) {
            case PAY -> take(payment);
            case APPROVE -> review(payment, "accept", change.result);
            case REJECT -> review(payment, "deny", change.result);
            default -> become(payment, change.result);
        }
        if (change == Change.EXPIRE && tools.occurs(Fault.LATE_SUCCESS)) {
            tools.vertx().setTimer(LATE_MS, ignored -> take(payment));
        }
    }

    /** Does nothing when something else came first. */
    void makeIfPending(Change change, MidtransPayment payment) {
        if (payment.pending()) {
            make(change, payment);
        }
    }

    private void review(MidtransPayment payment, String fraud, Status status) {
        payment.fraud = fraud;
        become(payment, status);
    }

    private void take(MidtransPayment payment) {
        if (tools.occurs(Fault.AMOUNT_MISMATCH)) {
            payment.gross = payment.gross > 1 ? payment.gross - 1 : 2;
        }
        payment.shown.mergeIn(shownWhenPaid(payment));
        become(payment, payment.channel == MidtransPaymentType.CARD ? Status.CAPTURE : Change.PAY.result);
    }

    private JsonObject shownWhenPaid(MidtransPayment payment) {
        return switch (payment.channel.kind) {
            case QR ->
                json(
                        "issuer", "dana",
                        "transaction_type", "off-us",
                        "merchant_cross_reference_id", tools.ids().uuid());
            case ACCOUNT -> {
                JsonObject paid =
                        json("paid_at", MidtransWire.time(tools.now()), "amount", MidtransWire.amount(payment.gross));
                yield payment.channel == MidtransPaymentType.PERMATA ? json() : json("payment_amounts", array(paid));
            }
            case COUNTER -> json("approval_code", tools.ids().digits(16));
            case CARD -> {
                SavedCard saved = payment.saved;
                yield known(
                        "approval_code",
                        tools.ids().digits(13),
                        "eci",
                        "05",
                        "saved_token_id",
                        saved == null ? null : saved.token(),
                        "saved_token_id_expired_at",
                        saved == null ? null : MidtransWire.time(saved.expiresAt()));
            }
            case WALLET, PUSH, BILL -> json();
        };
    }

    private void become(MidtransPayment payment, Status status) {
        payment.become(status, tools.now());
        if (status == Status.SETTLEMENT) {
            payment.settledAt = tools.now();
        }
        notifier.send(payment);
    }

    /**
     * Returns the answer, or refuses when nothing can be given back.
     *
     * @param direct whether {@code refund_amount} is all that went back so far, as on that path, or just this
     */
    JsonObject refund(MidtransPayment payment, JsonObject request, boolean direct) {
        String key = Objects.requireNonNullElseGet(text(request, "refund_key"), tools.ids()::uuid);
        if (!REFUND_KEY.matcher(key).matches()) {
            throw MidtransStyle.invalid("refund_key must be letters, digits, - and _");
        }
        if (payment.refunds.stream()
                .anyMatch(refund -> refund.getString("refund_key").equals(key))) {
            throw MidtransStyle.refusal(406, "Duplicate refund ID");
        }
        MidtransStyle.requirePossible(payment.refundable());
        long amount = refundAmount(payment, request);
        if (payment.refusesRefunds || amount == REFUSED_REFUND) {
            payment.refusesRefunds = false;
            return MidtransWire.changed(payment, "202", "Refund denied by the bank");
        }
        JsonObject refund = known(
                "refund_chargeback_id", Long.valueOf("88" + tools.ids().digits(10)),
                "refund_amount", MidtransWire.amount(amount),
                "created_at", MidtransWire.time(tools.now()),
                "refund_key", key,
                "refund_method", "online",
                "reason", text(request, "reason"));
        payment.refunds.add(refund);
        payment.refunded += amount;
        become(payment, payment.refunded == payment.gross ? Status.REFUND : Status.PARTIAL_REFUND);
        tools.vertx().setTimer(BANK_MS, ignored -> {
            refund.put("bank_confirmed_at", MidtransWire.time(tools.now()));
            notifier.send(payment);
        });
        return MidtransWire.changed(payment, "200", "Success, refund request is approved")
                .put("refund_chargeback_id", refund.getValue("refund_chargeback_id"))
                .put("refund_amount", MidtransWire.amount(direct ? payment.refunded : amount))
                .put("refund_key", key);
    }

    private static long refundAmount(MidtransPayment payment, JsonObject request) {
        long rest = payment.gross - payment.refunded;
        if (request.getValue("amount") == null) {
            return rest;
        }
        Long amount = whole(request, "amount");
        if (amount == null || amount < 1 || amount > rest) {
            throw MidtransStyle.refusal(414, "Refund amount is invalid");
        }
        if (amount < payment.gross && MidtransPaymentType.REFUNDED_AS_A_WHOLE.contains(payment.channel)) {
            throw MidtransStyle.refusal(412, "Partial refund is not supported for this payment type");
        }
        return amount;
    }
}
