package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.providers.Notice;
import com.plugipay.providers.ProviderText;
import com.plugipay.secrets.Secret;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notification of Midtrans's (https://docs.midtrans.com/docs/https-notification-webhooks).
 *
 * @param signed the texts that the signature covers, as they stand in the body: the status is not among them, so a
 *     notification says only that there is something to look up
 */
record Notification(JsonNode body, String signed, String signature) {
    private static final int LONGEST_ORDER_ID = 100;

    /** The notification in a body; nothing when it is none, or is not signed. */
    static Optional<Notification> in(Buffer bytes) {
        JsonNode body = Answer.json(bytes);
        String orderId = signedText(body, "order_id");
        String statusCode = signedText(body, "status_code");
        String grossAmount = signedText(body, "gross_amount");
        String signature = signedText(body, "signature_key");
        return orderId == null || statusCode == null || grossAmount == null || signature == null
                ? Optional.empty()
                : Optional.of(
                        new Notification(body, orderId + statusCode + grossAmount, signature.toLowerCase(Locale.ROOT)));
    }

    private static @Nullable String signedText(JsonNode body, String name) {
        return body.path(name).isTextual() ? body.path(name).asText() : null;
    }

    /** Whether it was signed with that key. */
    boolean isSignedWith(Secret serverKey) {
        String expected = hash("SHA-512", signed + serverKey.reveal());
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    /** Midtrans numbers its notices not, so it is what can change between two of them. */
    String identity() {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("order_id", "transaction_id", "transaction_status", "status_code", "fraud_status")) {
            parts.add(Fields.textOrEmpty(body, name));
        }
        RefundEntry.in(body).forEach(refund -> {
            parts.add(String.valueOf(refund.key()));
            parts.add(String.valueOf(refund.id()));
            parts.add(refund.confirmedAt());
        });
        return hash("SHA-256", Json.text(parts));
    }

    /** What it is about: a charge, and each refund of it. */
    List<Notice> notices() {
        String chargeId = ProviderText.clean(Fields.text(body, "order_id"), LONGEST_ORDER_ID);
        String transactionId = Fields.id(body, "transaction_id");
        if (chargeId == null && transactionId == null) {
            return List.of(new Notice.Unreadable("names_no_payment"));
        }
        List<Notice> notices = new ArrayList<>();
        notices.add(new Notice.OfCharge(chargeId, transactionId, null));
        RefundEntry.in(body).forEach(refund -> {
            // A refund that was made in Midtrans's dashboard has a key of Midtrans's.
            String refundId = refund.isOurs() ? refund.key() : null;
            if (refund.amount() != null && (refundId != null || refund.id() != null)) {
                notices.add(new Notice.OfRefund(refundId, refund.id(), chargeId, transactionId));
            }
        });
        return List.copyOf(notices);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
