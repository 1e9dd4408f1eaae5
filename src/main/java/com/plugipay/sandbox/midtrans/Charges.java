package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.midtrans.TestCard.Verdict;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Begins charges, for the Core API and for Snap's page. */
final class Charges {
    private static final long OVO_ANSWERS_MS = 500;
    private static final long LATE_CARD_MS = 60_000;

    private final StandInTools tools;
    private final MidtransOptions options;
    private final Transactions transactions;
    private final Cashier cashier;
    private final PaymentCodes codes;
    private final Ids ids;

    Charges(
            StandInTools tools,
            MidtransOptions options,
            Transactions transactions,
            Cashier cashier,
            PaymentCodes codes,
            Ids ids) {
        this.tools = tools;
        this.options = options;
        this.transactions = transactions;
        this.cashier = cashier;
        this.codes = codes;
        this.ids = ids;
    }

    /**
     * With any method but a card.
     *
     * @param asked the method's part of the request
     * @param expiresAt null for as long as the method usually takes
     */
    Transaction charge(Order order, Channel channel, JsonObject asked, @Nullable Instant expiresAt) {
        Transaction transaction = create(order, channel, expiresAt);
        codes.issue(transaction, asked);
        transactions.add(transaction);
        if (channel == Channel.OVO) {
            push(transaction, String.valueOf(Wire.text(asked, "phone_number")));
        } else {
            cashier.open(transaction);
        }
        return transaction;
    }

    /**
     * @param authenticated whether the buyer's bank asks for a password first
     */
    Transaction chargeCard(Order order, TestCard card, boolean authenticated, @Nullable Instant expiresAt) {
        Transaction transaction = create(order, Channel.CARD, expiresAt);
        transaction.paidWith(card);
        transaction.shown().put("masked_card", card.masked()).put("bank", "bni").put("card_type", "credit");
        transactions.add(transaction);
        if (authenticated) {
            transaction.shownWhileOpen().put("redirect_url", tools.baseUrl().get() + "/3ds/" + transaction.id());
            cashier.open(transaction);
        } else {
            authorize(transaction, card.verdict());
        }
        return transaction;
    }

    /** The buyer typed the password that the bank has sent. */
    void authenticate(Transaction transaction, String password) {
        TestCard card = transaction.card();
        if (card == null || !transaction.pending()) {
            throw Refusal.notNow();
        }
        boolean right = password.strip().equals(TestCard.ONE_TIME_PASSWORD);
        authorize(transaction, right ? card.verdict() : Verdict.BANK_DENY);
    }

    private void authorize(Transaction transaction, Verdict verdict) {
        transaction.shown().put("channel_response_code", verdict.code).put("channel_response_message", verdict.message);
        switch (verdict) {
            case ACCEPT -> cashier.pay(transaction);
            case CHALLENGE -> {
                transaction.fraudIs("challenge");
                cashier.pay(transaction);
            }
            case FRAUD_DENY -> {
                transaction.fraudIs("deny");
                cashier.deny(transaction);
            }
            case BANK_DENY, NO_FUNDS -> cashier.deny(transaction);
            case LATE_ACCEPT -> later(LATE_CARD_MS, transaction, () -> cashier.pay(transaction));
        }
    }

    /** The phones that Midtrans's sandbox knows; which status each ends in is not documented. */
    private void push(Transaction transaction, String phone) {
        switch (phone.replaceAll("[^0-9]", "")) {
            case "628249134000" -> cashier.deny(transaction);
            case "628271939753" -> {
                cashier.open(transaction);
                later(OVO_ANSWERS_MS, transaction, () -> cashier.deny(transaction));
            }
            case "628215023424" -> {
                cashier.open(transaction);
                later(OVO_ANSWERS_MS, transaction, () -> cashier.fail(transaction));
            }
            // 628242974268 never answers, and neither does anybody else unless somebody pays.
            default -> cashier.open(transaction);
        }
    }

    private void later(long waitMs, Transaction transaction, Runnable deed) {
        tools.vertx().setTimer(waitMs, ignored -> {
            if (transaction.pending()) {
                deed.run();
            }
        });
    }

    private Transaction create(Order order, Channel channel, @Nullable Instant expiresAt) {
        Instant now = tools.clock().instant();
        return new Transaction(
                ids.transaction(channel, now),
                order,
                channel,
                options.imposedFee(),
                now,
                expiresAt == null ? now.plus(channel.kind().expiry) : expiresAt);
    }
}
