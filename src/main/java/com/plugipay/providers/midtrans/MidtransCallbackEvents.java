package com.plugipay.providers.midtrans;

import com.plugipay.json.Json;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderText;
import com.plugipay.secrets.Hashes;
import com.plugipay.secrets.Secret;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A callback of Midtrans (https://docs.midtrans.com/docs/https-notification-webhooks).
 *
 * @param signed the texts of the body that the signature covers. The transaction's status is not among them, so a callback is
 *     only a reason to query it
 */
record MidtransCallbackEvents(JsonFields body, String signed, String signature) {
    private static final int LONGEST_ORDER_ID = 100;

    /** https://docs.midtrans.com/reference/receiving-notifications. */
    private static final List<String> OF_TRANSACTION = List.of("order_id", "status_code", "gross_amount");

    private static final List<String> NAMED_BY = List.of(
            "order_id",
            "transaction_id",
            "transaction_status",
            "status_code",
            "fraud_status",
            "account_id",
            "account_status");

    private static final List<String> OF_ACCOUNT = List.of("account_id", "account_status", "status_code");

    /** Parses a body; empty when it is not a callback or has no signature. */
    static Optional<MidtransCallbackEvents> in(Buffer bytes) {
        JsonFields body = JsonFields.parse(bytes);
        String signature = body.raw("signature_key");
        String signed = signed(body, isOfAccount(body) ? OF_ACCOUNT : OF_TRANSACTION);
        return signed == null || signature == null
                ? Optional.empty()
                : Optional.of(new MidtransCallbackEvents(body, signed, signature.toLowerCase(Locale.ROOT)));
    }

    private static @Nullable String signed(JsonFields body, List<String> fields) {
        StringBuilder signed = new StringBuilder();
        for (String field : fields) {
            String text = body.raw(field);
            if (text == null) {
                return null;
            }
            signed.append(text);
        }
        return signed.toString();
    }

    /** Whether it is about a linked GoPay account. A payment by such an account names the account too. */
    private static boolean isOfAccount(JsonFields body) {
        return body.has("account_id") && !body.has("order_id");
    }

    /** Whether it was signed with this key. */
    boolean isSignedWith(Secret serverKey) {
        String expected = Hashes.sha512(signed + serverKey.reveal());
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    /** Callbacks have no id, so the identity is made of every field that can differ between two of them. */
    String identity() {
        List<String> parts = new ArrayList<>();
        for (String name : NAMED_BY) {
            parts.add(body.textOrEmpty(name));
        }
        MidtransRefundEntry.in(body).forEach(refund -> {
            parts.add(String.valueOf(refund.key()));
            parts.add(String.valueOf(refund.id()));
            parts.add(refund.confirmedAt());
        });
        return Hashes.sha256(Json.text(parts).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns one event for the charge, and one for each of its refunds; or the one of a linked account. */
    List<CallbackEvent> events() {
        if (isOfAccount(body)) {
            String accountId = body.id("account_id");
            return List.of(
                    accountId == null
                            ? CallbackEvent.Unreadable.NAMES_NO_PAYMENT
                            : new CallbackEvent.OfStoredMethod(null, new Secret(accountId)));
        }
        String chargeId = ProviderText.clean(body.text("order_id"), LONGEST_ORDER_ID);
        String transactionId = body.id("transaction_id");
        if (chargeId == null && transactionId == null) {
            return List.of(CallbackEvent.Unreadable.NAMES_NO_PAYMENT);
        }
        List<CallbackEvent> events = new ArrayList<>();
        events.add(new CallbackEvent.OfCharge(chargeId, transactionId, null));
        MidtransRefundEntry.in(body).forEach(refund -> {
            // A refund that was made in Midtrans's dashboard has a key of Midtrans's.
            String refundId = refund.isPlugipays() ? refund.key() : null;
            if (refund.amount() != null && (refundId != null || refund.id() != null)) {
                events.add(new CallbackEvent.OfRefund(refundId, refund.id(), chargeId, transactionId));
            }
        });
        return List.copyOf(events);
    }
}
