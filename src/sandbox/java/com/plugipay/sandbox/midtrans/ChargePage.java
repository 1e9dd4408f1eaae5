package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.MinorUnits;
import io.vertx.core.json.JsonArray;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A charge as a buyer sees it.
 *
 * @param facts what a buyer needs to pay: numbers and codes by what they are called
 * @param picture the path of a QR code; null for none
 * @param backUrl where the merchant waits; null for nowhere
 */
public record ChargePage(
        String id,
        String method,
        String orderId,
        String amount,
        String status,
        boolean pending,
        boolean card,
        Map<String, String> facts,
        @Nullable String picture,
        @Nullable String backUrl) {

    private static final Map<String, String> FACTS = Map.of(
            "permata_va_number", "Account",
            "biller_code", "Company code",
            "bill_key", "Bill key",
            "payment_code", "Payment code",
            "payer_phone_number", "Phone",
            "masked_card", "Card");

    static ChargePage of(MidtransPayment payment) {
        String back = payment.returnUrl;
        boolean picture = payment.channel == MidtransPaymentType.QRIS || payment.channel == MidtransPaymentType.GOPAY;
        return new ChargePage(
                payment.id(),
                payment.channel.title,
                payment.order.orderId(),
                MinorUnits.text(payment.gross, "IDR"),
                payment.status().text(),
                payment.pending(),
                payment.channel == MidtransPaymentType.CARD,
                facts(payment),
                picture ? "/midtrans" + PaymentCodes.picturePath(payment) : null,
                back == null ? null : withOutcome(back, payment));
    }

    private static Map<String, String> facts(MidtransPayment payment) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (payment.shown.getValue("va_numbers") instanceof JsonArray numbers) {
            facts.put("Account", numbers.getJsonObject(0).getString("va_number"));
        }
        payment.shown.fieldNames().stream()
                .filter(FACTS::containsKey)
                .forEach(field -> facts.put(FACTS.get(field), payment.shown.getString(field)));
        facts.put("Pay before", MidtransWire.time(payment.expiresAt) + " (GMT+7)");
        return facts;
    }

    /** The way back to the merchant, with the outcome of the charge. What stands on it proves nothing. */
    static String withOutcome(String url, MidtransPayment payment) {
        String result = add(url, "order_id", payment.order.orderId());
        result = add(result, "status_code", payment.status().noticeCode());
        result = add(result, "transaction_status", payment.status().text());
        return payment.channel == MidtransPaymentType.GOPAY
                ? add(result, "result", payment.status().paid ? "success" : "failure")
                : result;
    }

    static String add(String url, String name, String value) {
        return url + (url.contains("?") ? "&" : "?") + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
