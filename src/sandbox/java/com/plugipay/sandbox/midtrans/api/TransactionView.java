package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.midtrans.MidtransOrder;
import com.plugipay.sandbox.midtrans.MidtransPayment;
import com.plugipay.sandbox.midtrans.MidtransPaymentType;
import com.plugipay.sandbox.midtrans.Status;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A charge in the JSON of Midtrans, as answers and notices show it. */
public final class TransactionView {
    private TransactionView() {}

    /** The answer to the charge. */
    static JsonObject charged(MidtransPayment transaction) {
        String message = transaction.status() == Status.DENY || transaction.status() == Status.FAILURE
                ? "Deny by Bank, transaction is denied"
                : transaction.channel().createdMessage();
        return outcome(transaction, transaction.status().code(), message)
                .mergeIn(transaction.shownWhileOpen().copy());
    }

    /** The answer to a change that was made. */
    public static JsonObject outcome(MidtransPayment transaction, String code, String message) {
        JsonObject json = new JsonObject().put("status_code", code).put("status_message", message);
        return json.mergeIn(facts(transaction));
    }

    /** The answer to GET status. */
    static JsonObject status(MidtransPayment transaction) {
        JsonObject json = outcome(transaction, codeWhenAsked(transaction), "Success, transaction is found");
        if (transaction.channel().toldByTransactionIdOnly()) {
            // Midtrans does so: who correlates by this field finds nothing.
            json.put("order_id", transaction.id());
        }
        boolean linked = transaction.channel() == MidtransPaymentType.DANA
                || transaction.channel() == MidtransPaymentType.SHOPEEPAY;
        if (linked && transaction.pending()) {
            json.mergeIn(transaction.shownWhileOpen().copy());
        }
        if (transaction.channel() == MidtransPaymentType.DANA && transaction.pending()) {
            // As in a sample of the documentation.
            json.put("transaction_status", "PENDING");
        }
        addRefunds(transaction, json);
        return signed(transaction, json);
    }

    /** The body of a notification. */
    public static JsonObject notice(MidtransPayment transaction) {
        String code = challenged(transaction) ? "201" : transaction.status().noticeCode();
        JsonObject json = outcome(transaction, code, "midtrans payment notification");
        addRefunds(transaction, json);
        return signed(transaction, json);
    }

    private static String codeWhenAsked(MidtransPayment transaction) {
        return challenged(transaction) ? "201" : transaction.status().code();
    }

    private static boolean challenged(MidtransPayment transaction) {
        return transaction.status() == Status.CAPTURE && transaction.fraud().equals("challenge");
    }

    private static JsonObject facts(MidtransPayment transaction) {
        MidtransOrder order = transaction.order();
        JsonObject json = new JsonObject()
                .put("transaction_id", transaction.id())
                .put("order_id", order.orderId())
                .put("merchant_id", order.merchant().merchantId())
                .put("gross_amount", MidtransWire.amount(transaction.gross()))
                .put("currency", "IDR")
                .put("payment_type", transaction.channel().paymentType())
                .put("transaction_time", MidtransWire.time(transaction.createdAt()))
                .put("transaction_status", transaction.status().text());
        if (transaction.channel() != MidtransPaymentType.INDOMARET) {
            json.put("fraud_status", transaction.fraud());
        }
        json.mergeIn(order.echoed().copy());
        json.mergeIn(transaction.shown().copy());
        Instant settledAt = transaction.settledAt();
        if (settledAt != null) {
            json.put("settlement_time", MidtransWire.time(settledAt));
        } else if (transaction.channel() != MidtransPaymentType.CARD || transaction.pending()) {
            json.put("expiry_time", MidtransWire.time(transaction.expiresAt()));
        }
        return transaction.imposedFee() == 0 ? json : withFee(transaction, json);
    }

    /** Where the amount that the merchant asked can still be found (midtrans-php issue 118). */
    private static JsonObject withFee(MidtransPayment transaction, JsonObject json) {
        @Nullable JsonObject given = MidtransWire.object(json, "metadata");
        JsonObject metadata = given == null ? new JsonObject() : given;
        metadata.put(
                "extra_info",
                new JsonObject()
                        .put(
                                "gross_amount_info",
                                new JsonObject()
                                        .put(
                                                "original_amount",
                                                String.valueOf(
                                                        transaction.order().amount()))
                                        .put("gross_amount", String.valueOf(transaction.gross()))
                                        .put(
                                                "customer_imposed_payment_fee",
                                                String.valueOf(transaction.imposedFee()))));
        return json.put("metadata", metadata);
    }

    private static void addRefunds(MidtransPayment transaction, JsonObject json) {
        if (!transaction.refunds().isEmpty()) {
            JsonArray refunds = new JsonArray();
            transaction.refunds().forEach(refund -> refunds.add(refund.toJson()));
            json.put("refund_amount", MidtransWire.amount(transaction.refunded()))
                    .put("refunds", refunds);
        }
    }

    private static JsonObject signed(MidtransPayment transaction, JsonObject json) {
        return json.put(
                "signature_key", signature(json, transaction.order().merchant().serverKey()));
    }

    public static String signature(JsonObject json, String serverKey) {
        return MidtransWire.signature(
                json.getString("order_id"), json.getString("status_code"), json.getString("gross_amount"), serverKey);
    }
}
