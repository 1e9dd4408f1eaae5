package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.TestCard.Verdict;
import com.plugipay.sandbox.midtrans.api.MidtransRefusal;
import com.plugipay.sandbox.midtrans.api.MidtransWire;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Begins charges, for the Core API and for Snap's page. */
public final class MidtransChargeCreator {
    private static final long OVO_ANSWERS_MS = 500;
    private static final long LATE_CARD_MS = 60_000;

    private final StandInTools tools;
    private final MidtransOptions options;
    private final MidtransLedger transactions;
    private final MidtransPaymentProcessor processor;
    private final PaymentCodes codes;
    private final MidtransIds ids;

    MidtransChargeCreator(
            StandInTools tools,
            MidtransOptions options,
            MidtransLedger transactions,
            MidtransPaymentProcessor processor,
            PaymentCodes codes,
            MidtransIds ids) {
        this.tools = tools;
        this.options = options;
        this.transactions = transactions;
        this.processor = processor;
        this.codes = codes;
        this.ids = ids;
    }

    /**
     * With any method but a card.
     *
     * @param asked the method's part of the request
     * @param expiresAt null for as long as the method usually takes
     */
    public MidtransPayment charge(
            MidtransOrder order, MidtransPaymentType channel, JsonObject asked, @Nullable Instant expiresAt) {
        MidtransPayment transaction = create(order, channel, expiresAt);
        codes.issue(transaction, asked);
        transactions.add(transaction);
        if (channel == MidtransPaymentType.OVO) {
            push(transaction, String.valueOf(MidtransWire.text(asked, "phone_number")));
        } else {
            processor.open(transaction);
        }
        return transaction;
    }

    /**
     * With a card.
     *
     * @param authenticated whether the buyer's bank asks for a password first
     */
    public MidtransPayment chargeCard(
            MidtransOrder order, TestCard card, boolean authenticated, @Nullable Instant expiresAt) {
        MidtransPayment transaction = create(order, MidtransPaymentType.CARD, expiresAt);
        transaction.paidWith(card);
        transaction.shown().put("masked_card", card.masked()).put("bank", "bni").put("card_type", "credit");
        transactions.add(transaction);
        if (authenticated) {
            transaction.shownWhileOpen().put("redirect_url", tools.baseUrl().get() + "/3ds/" + transaction.id());
            processor.open(transaction);
        } else {
            authorize(transaction, card.verdict());
        }
        return transaction;
    }

    /** The buyer typed the password that the bank has sent. */
    public void authenticate(MidtransPayment transaction, String password) {
        TestCard card = transaction.card();
        if (card == null || !transaction.pending()) {
            throw MidtransRefusal.notNow();
        }
        boolean right = password.strip().equals(TestCard.ONE_TIME_PASSWORD);
        authorize(transaction, right ? card.verdict() : Verdict.BANK_DENY);
    }

    private void authorize(MidtransPayment transaction, Verdict verdict) {
        transaction.shown().put("channel_response_code", verdict.code).put("channel_response_message", verdict.message);
        switch (verdict) {
            case ACCEPT -> processor.pay(transaction);
            case CHALLENGE -> {
                transaction.fraudIs("challenge");
                processor.pay(transaction);
            }
            case FRAUD_DENY -> {
                transaction.fraudIs("deny");
                processor.deny(transaction);
            }
            case BANK_DENY, NO_FUNDS -> processor.deny(transaction);
            case LATE_ACCEPT -> later(LATE_CARD_MS, transaction, () -> processor.pay(transaction));
        }
    }

    /** The phones that Midtrans's sandbox knows; which status each ends in is not documented. */
    private void push(MidtransPayment transaction, String phone) {
        switch (phone.replaceAll("[^0-9]", "")) {
            case "628249134000" -> processor.deny(transaction);
            case "628271939753" -> {
                processor.open(transaction);
                later(OVO_ANSWERS_MS, transaction, () -> processor.deny(transaction));
            }
            case "628215023424" -> {
                processor.open(transaction);
                later(OVO_ANSWERS_MS, transaction, () -> processor.fail(transaction));
            }
            // 628242974268 never answers, and neither does anybody else unless somebody pays.
            default -> processor.open(transaction);
        }
    }

    private void later(long waitMs, MidtransPayment transaction, Runnable deed) {
        tools.vertx().setTimer(waitMs, ignored -> {
            if (transaction.pending()) {
                deed.run();
            }
        });
    }

    private MidtransPayment create(MidtransOrder order, MidtransPaymentType channel, @Nullable Instant expiresAt) {
        Instant now = tools.clock().instant();
        MidtransPayment transaction = new MidtransPayment(
                ids.transaction(channel, now),
                order,
                channel,
                options.imposedFee(),
                now,
                expiresAt == null ? now.plus(channel.kind().expiry) : expiresAt);
        tools.timers().at(transaction.expiresAt(), () -> {
            if (transaction.pending()) {
                processor.expire(transaction);
            }
        });
        return transaction;
    }
}
