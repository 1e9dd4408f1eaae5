package com.plugipay.sandbox.shop.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to the gateway with the shop's API key, and computes the digests of signatures.
 *
 * <p>Pure: the same request, time and key give the same header. Keeps the secret to itself.
 */
public final class RequestSigner {
    private final String keyId;
    private final SecretKeySpec secret;

    public RequestSigner(String keyId, String secret) {
        this.keyId = keyId;
        this.secret = key(secret);
    }

    /** The value of the {@code Authorization} header; the parameters as in {@link #signature}. */
    public String authorization(
            String method, String target, long timestamp, byte[] body, @Nullable String idempotencyKey) {
        return "Plugipay-HMAC-SHA256 keyId=" + keyId + ", scope=*, signature="
                + signature(method, target, timestamp, body, idempotencyKey);
    }

    /**
     * The signature in hex.
     *
     * @param target the path and query exactly as they are sent
     * @param timestamp Unix seconds, also sent as {@code X-Plugipay-Timestamp}
     * @param body empty when there is none, and for a multipart upload
     */
    public String signature(
            String method, String target, long timestamp, byte[] body, @Nullable String idempotencyKey) {
        String text = method + "\n" + target + "\n" + timestamp + "\n" + digest(body)
                + (idempotencyKey == null ? "" : "\n" + idempotencyKey);
        return HexFormat.of().formatHex(hmac(secret, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** HMAC-SHA256 of the parts, one after the other. */
    public static byte[] hmac(SecretKeySpec key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The secret as a key: its text, not what it may decode to. */
    public static SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
