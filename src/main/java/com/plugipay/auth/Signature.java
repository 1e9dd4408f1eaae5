package com.plugipay.auth;

import com.plugipay.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request: an HMAC over its method, its target as sent, the time, the hash of its body and its
 * idempotency key.
 */
public final class Signature {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * The text that is signed. {@code target} is path and query exactly as in the request line; without an idempotency key the
     * text has no line for it.
     */
    public static String stringToSign(
            String method, String target, String timestamp, byte[] body, @Nullable String idempotencyKey) {
        String text = method + '\n' + target + '\n' + timestamp + '\n' + HEX.formatHex(sha256(body));
        return idempotencyKey == null ? text : text + '\n' + idempotencyKey;
    }

    /** The raw HMAC-SHA256 of a text. */
    public static byte[] sign(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The key for this secret. */
    public static SecretKey key(Secret secret) {
        return new SecretKeySpec(secret.bytes(), ALGORITHM);
    }

    /** Compares signatures in constant time; one that is not 64 lower-case hex digits does not match. */
    public static boolean matches(byte[] expected, String hex) {
        if (hex.length() != 64 || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
        return MessageDigest.isEqual(expected, HEX.parseHex(hex));
    }

    /** The SHA-256 of these bytes. */
    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
