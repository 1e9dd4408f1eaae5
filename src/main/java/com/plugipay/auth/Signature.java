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
 * The signature of a request: an HMAC over its method, its target as sent, the time, the body's hash and the idempotency
 * key.
 */
public final class Signature {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** What is signed; {@code target} is path and query exactly as they stand in the request line. */
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

    /** The key that signs with this secret. */
    public static SecretKey key(Secret secret) {
        return new SecretKeySpec(secret.bytes(), ALGORITHM);
    }

    /** Compares in constant time; a signature that is not 64 lower-case hex digits is simply wrong. */
    public static boolean fits(byte[] expected, String hex) {
        if (hex.length() != 64 || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
        return MessageDigest.isEqual(expected, HEX.parseHex(hex));
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
