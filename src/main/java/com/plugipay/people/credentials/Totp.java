package com.plugipay.people.credentials;

import com.plugipay.model.Ids;
import com.plugipay.secrets.Secret;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * The codes of authenticator apps: RFC 6238 with what all of these apps can do, SHA-1, six digits and thirty seconds. Secrets are
 * written in base 32, as the apps take them.
 */
public final class Totp {
    private static final String ISSUER = "Plugipay";
    private static final String ALGORITHM = "HmacSHA1";
    private static final int SECRET_BYTES = 20;
    private static final int SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;

    /** A clock may be so many steps away from ours, and people type slowly. */
    private static final int STEPS_AWAY = 1;

    /** More than anybody types, with all spaces. */
    private static final int LONGEST_INPUT = 32;

    private Totp() {}

    /** A fresh secret. */
    public static Secret newSecret() {
        return new Secret(new Base32().encodeToString(Ids.randomBytes(SECRET_BYTES)));
    }

    /** The address that an authenticator app reads from a QR code; it contains the secret. */
    public static Secret uri(Secret secret, String email) {
        return new Secret("otpauth://totp/" + ISSUER + ':' + encoded(email) + "?secret=" + secret.reveal() + "&issuer="
                + ISSUER + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + SECONDS);
    }

    /**
     * The step, of thirty seconds since 1970, to which a code belongs; empty if it is not valid now. A code must not be accepted
     * twice: the caller stores the step and refuses one that is not newer, in one statement.
     *
     * @param code as it was typed; spaces do not count
     */
    public static OptionalLong match(Secret secret, String code, Instant now) {
        if (code.length() > LONGEST_INPUT) {
            return OptionalLong.empty();
        }
        byte[] typed = code.replace(" ", "").getBytes(StandardCharsets.UTF_8);
        byte[] key = new Base32().decode(secret.reveal());
        long current = Math.floorDiv(now.getEpochSecond(), SECONDS);
        OptionalLong matched = OptionalLong.empty();
        // The last match counts, and all steps are computed, so that the time does not tell which one it is.
        for (long step = current - STEPS_AWAY; step <= current + STEPS_AWAY; step++) {
            if (MessageDigest.isEqual(code(key, step).getBytes(StandardCharsets.UTF_8), typed)) {
                matched = OptionalLong.of(step);
            }
        }
        return matched;
    }

    /** The code of this step. */
    static String code(byte[] key, long step) {
        byte[] hash;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        // RFC 4226, 5.3: the last four bits say where the number begins, whose sign is dropped.
        int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
