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

    // Finding an algorithm among the security providers takes as long as a short hash; each leaves them as they were.
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Signature::mac);
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Signature::digest);

    private static final String NO_BODY = HEX.formatHex(sha256(new byte[0]));

    private Signature() {}

    /**
     * The text that is signed. {@code target} is path and query exactly as in the request line; without an idempotency key the
     * text has no line for it.
     */
    public static String stringToSign(
            String method, String target, String timestamp, byte[] body, @Nullable String idempotencyKey) {
        String bodyHash = body.length == 0 ? NO_BODY : HEX.formatHex(sha256(body));
        String text = method + '\n' + target + '\n' + timestamp + '\n' + bodyHash;
        return idempotencyKey == null ? text : text + '\n' + idempotencyKey;
    }

    /** The raw HMAC-SHA256 of a text. */
    public static byte[] sign(SecretKey key, String text) {
        try {
            Mac mac = MAC.get();
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Mac mac() {
        try {
            return Mac.getInstance(ALGORITHM);
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
        // Compared as text: nothing of what was sent needs to be read.
        return MessageDigest.isEqual(
                HEX.formatHex(expected).getBytes(StandardCharsets.US_ASCII), hex.getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 of these bytes. */
    public static byte[] sha256(byte[] bytes) {
        return SHA_256.get().digest(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
