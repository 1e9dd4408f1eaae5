package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.object;

import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import com.plugipay.sandbox.midtrans.api.MidtransSignature;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How Midtrans writes charges in answers and notices, with their amounts, times and signatures. */
final class MidtransWire {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(7));

    private MidtransWire() {}

    /** Rupiah with two decimals that are always zero. */
    static String amount(long rupiah) {
        return rupiah + ".00";
    }

    /** GMT+7, and it does not say so. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The answer to the charge. */
    static JsonObject charged(MidtransPayment payment) {
        boolean denied = payment.status() == Status.DENY || payment.status() == Status.FAILURE;
        String created = payment.channel.kind.createdMessage.formatted(payment.channel.title);
        String message = denied ? "Deny by Bank, transaction is denied" : created;
        return changed(payment, payment.status().code, message).mergeIn(payment.shownWhileOpen.copy());
    }

    /** The answer to a change that was made. */
    static JsonObject changed(MidtransPayment payment, String code, String message) {
        JsonObject json = json(
                "status_code", code,
                "status_message", message,
                "transaction_id", payment.id(),
                "order_id", payment.order.orderId(),
                "merchant_id", payment.owner().merchantId(),
                "gross_amount", amount(payment.gross),
                "currency", "IDR",
                "payment_type", payment.channel.paymentType,
                "transaction_time", time(payment.createdAt()),
                "transaction_status", payment.status().text());
        if (payment.channel != MidtransPaymentType.INDOMARET) {
            json.put("fraud_status", payment.fraud);
        }
        json.mergeIn(payment.order.echoed().copy()).mergeIn(payment.shown.copy());
        if (payment.settledAt != null) {
            json.put("settlement_time", time(payment.settledAt));
        } else if (payment.channel != MidtransPaymentType.CARD || payment.pending()) {
            json.put("expiry_time", time(payment.expiresAt));
        }
        if (payment.imposedFee > 0) {
            // Where the amount of the request can still be found (midtrans-php issue 118).
            JsonObject amounts = json(
                    "original_amount", String.valueOf(payment.order.amount()),
                    "gross_amount", String.valueOf(payment.gross),
                    "customer_imposed_payment_fee", String.valueOf(payment.imposedFee));
            json.put("metadata", object(json, "metadata").put("extra_info", json("gross_amount_info", amounts)));
        }
        return json;
    }

    /** The answer to GET status. */
    static JsonObject status(MidtransPayment payment) {
        String code = payment.challenged() ? "201" : payment.status().code;
        JsonObject json = changed(payment, code, "Success, transaction is found");
        if (MidtransPaymentType.FOUND_BY_TRANSACTION_ID.contains(payment.channel)) {
            // Midtrans does so: who correlates by this field finds nothing.
            json.put("order_id", payment.id());
        }
        boolean dana = payment.channel == MidtransPaymentType.DANA;
        if (payment.pending() && (dana || payment.channel == MidtransPaymentType.SHOPEEPAY)) {
            json.mergeIn(payment.shownWhileOpen.copy());
        }
        if (payment.pending() && dana) {
            // As in a sample of the documentation.
            json.put("transaction_status", "PENDING");
        }
        return signed(payment, json);
    }

    /** The body of a notification. */
    static JsonObject notice(MidtransPayment payment) {
        String code = payment.challenged() ? "201" : payment.status().noticeCode();
        return signed(payment, changed(payment, code, "midtrans payment notification"));
    }

    private static JsonObject signed(MidtransPayment payment, JsonObject json) {
        if (!payment.refunds.isEmpty()) {
            json.put("refund_amount", amount(payment.refunded))
                    .put("refunds", array(payment.refunds.stream().map(JsonObject::copy)));
        }
        return json.put("signature_key", signature(json, payment.owner().serverKey()));
    }

    /** The {@code signature_key}: over the texts exactly as they stand in the body. */
    static String signature(JsonObject body, String serverKey) {
        return MidtransSignature.of(
                body.getString("order_id") + body.getString("status_code") + body.getString("gross_amount"), serverKey);
    }
}
