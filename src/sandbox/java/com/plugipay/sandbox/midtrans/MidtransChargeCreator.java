package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.MidtransPaymentProcessor.Change;
import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccount;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins charges, for the Core API and for Snap's page. */
record MidtransChargeCreator(StandInTools tools, MidtransLedger ledger, MidtransPaymentProcessor processor) {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";
    private static final long LATE_CARD_MS = 60_000;
    private static final long OVO_ANSWERS_MS = 500;

    /** By the phone numbers of Midtrans's sandbox; which status each ends in is not documented. */
    private static final Map<String, Change> OVO_ANSWERS =
            Map.of("628271939753", Change.DENY, "628215023424", Change.BREAK);

    private static final String OVO_UNKNOWN = "628249134000";

    /**
     * Charges.
     *
     * @param part the method's part of the request
     * @param expiresAt null for as long as the method usually takes
     */
    MidtransPayment charge(
            MidtransOrder order, MidtransPaymentType channel, JsonObject part, @Nullable Instant expiresAt) {
        Instant now = tools.now();
        MidtransPayment payment = new MidtransPayment(
                newId(channel, now),
                order,
                channel,
                ledger.options().imposedFee(),
                now,
                expiresAt == null ? now.plus(channel.kind.expiry) : expiresAt);
        new PaymentCodes(tools, ledger).issue(payment, part);
        ledger.payments().add(payment);
        tools.timers().at(payment.expiresAt, () -> processor.makeIfPending(Change.EXPIRE, payment));
        TestCard card = payment.card;
        GoPayAccount linked = payment.linked;
        if (card != null && !payment.shownWhileOpen.containsKey("redirect_url")) {
            authorize(payment, card);
        } else if (linked != null && !payment.shownWhileOpen.containsKey("actions")) {
            chargeLinked(payment, linked);
        } else if (channel == MidtransPaymentType.OVO) {
            push(payment, String.valueOf(text(part, "phone_number")).replaceAll("\\D", ""));
        } else {
            processor.notifier().send(payment);
        }
        return payment;
    }

    private void chargeLinked(MidtransPayment payment, GoPayAccount account) {
        if (account.hasMoney()) {
            processor.make(Change.PAY, payment);
        } else {
            payment.shown.put("channel_response_code", "201").put("channel_response_message", "Insufficient balance");
            processor.make(Change.DENY, payment);
        }
    }

    /** The buyer typed the password that the bank has sent. */
    void authenticate(MidtransPayment payment, String password) {
        TestCard card = payment.card;
        MidtransStyle.requirePossible(card != null && payment.pending());
        authorize(payment, password.equals("112233") && card != null ? card : TestCard.VISA_DENIED);
    }

    /** Does what the bank says to this card. */
    private void authorize(MidtransPayment payment, TestCard card) {
        String code = payment.bySavedCard ? card.savedCode : card.code;
        payment.shown
                .put("channel_response_code", code)
                .put("channel_response_message", payment.bySavedCard ? card.savedMessage : card.message);
        payment.fraud = card.fraud;
        if (card == TestCard.LATE) {
            later(LATE_CARD_MS, TestCard.change(code), payment);
        } else {
            processor.make(TestCard.change(code), payment);
        }
    }

    private void push(MidtransPayment payment, String phone) {
        if (phone.equals(OVO_UNKNOWN)) {
            processor.make(Change.DENY, payment);
            return;
        }
        processor.notifier().send(payment);
        // 628242974268 and all others never answer, unless somebody pays.
        Change answer = OVO_ANSWERS.get(phone);
        if (answer != null) {
            later(OVO_ANSWERS_MS, answer, payment);
        }
    }

    private void later(long waitMs, Change change, MidtransPayment payment) {
        tools.vertx().setTimer(waitMs, ignored -> processor.makeIfPending(change, payment));
    }

    /** GoPay and DANA have ids of another form than all others, for those who take all for UUIDs. */
    private String newId(MidtransPaymentType channel, Instant now) {
        return channel == MidtransPaymentType.GOPAY || channel == MidtransPaymentType.DANA
                ? "A1" + MidtransWire.time(now).replaceAll("\\D", "")
                        + tools.ids().pick(LETTERS, 10) + "ID"
                : tools.ids().uuid();
    }
}
