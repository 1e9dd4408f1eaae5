package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.ProviderObject;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One charge, from its beginning to its refunds. */
final class MidtransPayment extends ProviderObject<MidtransMerchant, MidtransPayment.Status> {
    /** The values of {@code transaction_status}. */
    enum Status {
        PENDING("201"),
        CAPTURE("200"),
        SETTLEMENT("200"),
        DENY("202"),
        CANCEL("200"),
        EXPIRE("407"),
        FAILURE("202"),
        REFUND("200"),
        PARTIAL_REFUND("200"),
        CHARGEBACK("200");

        /** The {@code status_code} of answers. */
        final String code;

        Status(String code) {
            this.code = code;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The {@code status_code} of notices: an expiry is 202 here. */
        String noticeCode() {
            return this == EXPIRE ? "202" : code;
        }

        /** Whether the money came, some of it may have gone back. */
        boolean paid() {
            return this == CAPTURE || this == SETTLEMENT || this == REFUND || this == PARTIAL_REFUND;
        }
    }

    final MidtransOrder order;
    final MidtransPaymentType channel;
    final Instant expiresAt;
    /** In rupiah; what the buyer pays on top of the amount of the order. */
    final long imposedFee;
    /** The fields of this method of payment, in every answer and notice. */
    final JsonObject shown = new JsonObject();
    /** Fields that only the answer to the charge has: links, the QR text. */
    final JsonObject shownWhileOpen = new JsonObject();
    /** As answers and notices list them. */
    final List<JsonObject> refunds = new ArrayList<>();

    /** In rupiah; differs from the amount of the order when a fee was imposed or the buyer paid another amount. */
    long gross;
    /** In rupiah. */
    long refunded;
    /** {@code accept}, {@code challenge} or {@code deny}. */
    String fraud = "accept";
    /** Whether the bank refuses the next refund. */
    boolean refusesRefunds;

    @Nullable
    Instant settledAt;
    /** Where the buyer goes after a wallet or a bank; null for nowhere. */
    @Nullable
    String returnUrl;

    @Nullable
    TestCard card;

    MidtransPayment(
            String id,
            MidtransOrder order,
            MidtransPaymentType channel,
            long imposedFee,
            Instant createdAt,
            Instant expiresAt) {
        super(id, order.merchant(), Status.PENDING, createdAt);
        this.order = order;
        this.channel = channel;
        this.imposedFee = imposedFee;
        this.gross = order.amount() + imposedFee;
        this.expiresAt = expiresAt;
    }

    boolean pending() {
        return status() == Status.PENDING;
    }

    /** Whether the merchant has to decide about a card that looks like fraud. */
    boolean challenged() {
        return status() == Status.CAPTURE && fraud.equals("challenge");
    }

    void settle(Instant at) {
        settledAt = at;
        become(Status.SETTLEMENT, at);
    }

    void add(JsonObject refund, long amount, Instant at) {
        refunds.add(refund);
        refunded += amount;
        become(refunded == gross ? Status.REFUND : Status.PARTIAL_REFUND, at);
    }
}
