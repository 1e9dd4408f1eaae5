package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.text;
import static com.plugipay.sandbox.midtrans.MidtransErrors.requirePossible;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.TestCard.Verdict;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Begins charges, for the Core API and for Snap's page. */
final class MidtransChargeCreator {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";
    private static final long OVO_ANSWERS_MS = 500;
    private static final long LATE_CARD_MS = 60_000;

    private final StandInTools tools;
    private final MidtransOptions options;
    private final MidtransLedger ledger;
    private final MidtransPaymentProcessor processor;
    private final PaymentCodes codes;
    private final SeededIds ids;

    MidtransChargeCreator(
            StandInTools tools,
            MidtransOptions options,
            MidtransLedger ledger,
            MidtransPaymentProcessor processor,
            SeededIds ids) {
        this.tools = tools;
        this.options = options;
        this.ledger = ledger;
        this.processor = processor;
        this.codes = new PaymentCodes(tools, ids);
        this.ids = ids;
    }

    /**
     * Charges with any method but a card.
     *
     * @param part the method's part of the request
     * @param expiresAt null for as long as the method usually takes
     */
    MidtransPayment charge(
            MidtransOrder order, MidtransPaymentType channel, JsonObject part, @Nullable Instant expiresAt) {
        MidtransPayment payment = create(order, channel, expiresAt);
        codes.issue(payment, part);
        ledger.add(payment);
        if (channel == MidtransPaymentType.OVO) {
            push(payment, String.valueOf(text(part, "phone_number")));
        } else {
            processor.open(payment);
        }
        return payment;
    }

    /**
     * Charges a card.
     *
     * @param authenticated whether the buyer's bank asks for a password first
     */
    MidtransPayment chargeCard(MidtransOrder order, TestCard card, boolean authenticated, @Nullable Instant expiresAt) {
        MidtransPayment payment = create(order, MidtransPaymentType.CARD, expiresAt);
        payment.card = card;
        payment.shown.put("masked_card", card.masked()).put("bank", "bni").put("card_type", "credit");
        ledger.add(payment);
        if (authenticated) {
            payment.shownWhileOpen.put("redirect_url", tools.url("/3ds/" + payment.id()));
            processor.open(payment);
        } else {
            authorize(payment, card.verdict);
        }
        return payment;
    }

    /** The buyer typed the password that the bank has sent. */
    void authenticate(MidtransPayment payment, String password) {
        TestCard card = payment.card;
        requirePossible(card != null && payment.pending());
        boolean right = password.strip().equals(TestCard.ONE_TIME_PASSWORD);
        authorize(payment, right && card != null ? card.verdict : Verdict.BANK_DENY);
    }

    private void authorize(MidtransPayment payment, Verdict verdict) {
        payment.shown.put("channel_response_code", verdict.code).put("channel_response_message", verdict.message);
        switch (verdict) {
            case ACCEPT -> processor.pay(payment);
            case CHALLENGE -> {
                payment.fraud = "challenge";
                processor.pay(payment);
            }
            case FRAUD_DENY -> {
                payment.fraud = "deny";
                processor.deny(payment);
            }
            case BANK_DENY, NO_FUNDS -> processor.deny(payment);
            case LATE_ACCEPT -> later(LATE_CARD_MS, payment, () -> processor.pay(payment));
        }
    }

    /** The phone numbers of Midtrans's sandbox; which status each ends in is not documented. */
    private void push(MidtransPayment payment, String phone) {
        switch (phone.replaceAll("[^0-9]", "")) {
            case "628249134000" -> processor.deny(payment);
            case "628271939753" -> {
                processor.open(payment);
                later(OVO_ANSWERS_MS, payment, () -> processor.deny(payment));
            }
            case "628215023424" -> {
                processor.open(payment);
                later(OVO_ANSWERS_MS, payment, () -> processor.fail(payment));
            }
            // 628242974268 and all others never answer, unless somebody pays.
            default -> processor.open(payment);
        }
    }

    private void later(long waitMs, MidtransPayment payment, Runnable action) {
        tools.vertx().setTimer(waitMs, ignored -> {
            if (payment.pending()) {
                action.run();
            }
        });
    }

    private MidtransPayment create(MidtransOrder order, MidtransPaymentType channel, @Nullable Instant expiresAt) {
        Instant now = tools.now();
        MidtransPayment payment = new MidtransPayment(
                newId(channel, now),
                order,
                channel,
                options.imposedFee(),
                now,
                expiresAt == null ? now.plus(channel.kind.expiry) : expiresAt);
        tools.timers().at(payment.expiresAt, () -> {
            if (payment.pending()) {
                processor.expire(payment);
            }
        });
        return payment;
    }

    /** GoPay and DANA have ids of another form than all others, for those who take all for UUIDs. */
    private String newId(MidtransPaymentType channel, Instant now) {
        return channel == MidtransPaymentType.GOPAY || channel == MidtransPaymentType.DANA
                ? "A1" + MidtransWire.time(now).replaceAll("\\D", "") + ids.pick(LETTERS, 10) + "ID"
                : ids.uuid();
    }
}
