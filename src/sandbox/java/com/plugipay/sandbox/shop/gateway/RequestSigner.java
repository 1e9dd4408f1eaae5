package com.plugipay.sandbox.shop.gateway;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to the gateway with the shop's API key.
 *
 * <p>Pure: the same request, time and key give the same header. Keeps the secret to itself.
 */
public final class RequestSigner {
    private final String keyId;
    private final SecretKeySpec secret;

    public RequestSigner(String keyId, String secret) {
        this.keyId = keyId;
        this.secret = Hmac.key(secret);
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
        String text = method + "\n" + target + "\n" + timestamp + "\n" + Hmac.digest(body)
                + (idempotencyKey == null ? "" : "\n" + idempotencyKey);
        return HexFormat.of().formatHex(Hmac.sha256(secret, text.getBytes(StandardCharsets.UTF_8)));
    }
}
