package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccount;
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
        PENDING("201", false),
        CAPTURE("200", true),
        SETTLEMENT("200", true),
        DENY("202", false),
        CANCEL("200", false),
        EXPIRE("407", false),
        FAILURE("202", false),
        REFUND("200", true),
        PARTIAL_REFUND("200", true),
        CHARGEBACK("200", false);

        /** The {@code status_code} of answers. */
        final String code;
        /** Whether the money came; some of it may have gone back. */
        final boolean paid;

        Status(String code, boolean paid) {
            this.code = code;
            this.paid = paid;
        }

        /** The {@code status_code} of notices: an expiry is 202 here. */
        String noticeCode() {
            return this == EXPIRE ? "202" : code;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
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

    /** Where the buyer chose; null for a charge of the Core API. */
    @Nullable
    SnapSession session;

    @Nullable
    TestCard card;

    /** The card as it will be saved if it is accepted; null when it will not. */
    @Nullable
    SavedCard saved;

    /** The GoPay account that pays it; null when a buyer is to pay. */
    @Nullable
    GoPayAccount linked;

    /** Whether it is a charge of a card that was saved before. */
    boolean bySavedCard;

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

    /** Whether it is such that some of it can be given back. */
    boolean refundable() {
        return channel.kind.refundable && (status() == Status.SETTLEMENT || status() == Status.PARTIAL_REFUND);
    }
}
