package com.plugipay.people.credentials;

import com.plugipay.model.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash in the PHC format, {@code $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>}, which names its parameters itself.
 * To make or compare one takes tens of milliseconds: on {@link HashWorkers} only.
 */
record PhcHash(String reveal) {
    /** The parameters that OWASP recommends: 19 MiB, two iterations, one lane. */
    private static final String CURRENT = "$argon2id$v=19$m=19456,t=2,p=1$";

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORMAT =
            Pattern.compile("(\\$argon2id\\$v=19\\$m=([1-9][0-9]{0,7}),t=([1-9][0-9]{0,3}),"
                    + "p=([1-9][0-9]{0,2})\\$)([A-Za-z0-9+/]{2,86})\\$[A-Za-z0-9+/]{43}");

    static byte[] newSalt() {
        return Ids.randomBytes(SALT_BYTES);
    }

    /** Hashes with the current parameters. */
    static PhcHash of(byte[] secret, byte[] salt) {
        return of(secret, new PhcHash(CURRENT + encoded(salt) + '$' + encoded(new byte[HASH_BYTES])));
    }

    /**
     * The hash of another secret with the same salt and parameters.
     *
     * @throws IllegalStateException when this is no hash; does not name it
     */
    PhcHash of(byte[] secret) {
        return of(secret, this);
    }

    private static PhcHash of(byte[] secret, PhcHash like) {
        Matcher parts = FORMAT.matcher(like.reveal);
        if (!parts.matches()) {
            throw new IllegalStateException("A stored hash is damaged");
        }
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(Integer.parseInt(parts.group(2)))
                .withIterations(Integer.parseInt(parts.group(3)))
                .withParallelism(Integer.parseInt(parts.group(4)))
                .withSalt(Base64.getDecoder().decode(parts.group(5)))
                .build());
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(secret, hash);
        return new PhcHash(parts.group(1) + parts.group(5) + '$' + encoded(hash));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Compares two hashes in a time that tells nothing about them. */
    boolean isSameAs(PhcHash other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    /** Whether it was made with parameters that are no longer the current ones. */
    boolean isOutdated() {
        return !reveal.startsWith(CURRENT);
    }

    private byte[] bytes() {
        return reveal.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
