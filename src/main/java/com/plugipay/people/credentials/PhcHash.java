package com.plugipay.people.credentials;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import com.plugipay.model.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * An Argon2id hash in the PHC format, {@code $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>}, which names its parameters itself.
 * To make or compare one takes tens of milliseconds: on {@link HashWorkers} only.
 */
record PhcHash(String reveal) {
    /** The parameters that OWASP recommends: 19 MiB, two iterations, one lane. */
    private static final Argon2Function CURRENT =
            Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID, Argon2Function.ARGON2_VERSION_13);

    private static final String BEGINS = "$argon2id$v=19$m=19456,t=2,p=1$";
    private static final int SALT_BYTES = 16;

    static byte[] newSalt() {
        return Ids.randomBytes(SALT_BYTES);
    }

    /** Hashes with the current parameters. */
    static PhcHash of(byte[] secret, byte[] salt) {
        return new PhcHash(CURRENT.hash(secret, salt).getResult());
    }

    /**
     * The hash of another secret with the same salt and parameters.
     *
     * @throws IllegalStateException when this is no hash; does not name it
     */
    PhcHash of(byte[] secret) {
        Argon2Function function;
        byte[] salt;
        try {
            function = Argon2Function.getInstanceFromHash(reveal);
            int end = reveal.lastIndexOf('$');
            salt = Base64.getDecoder().decode(reveal.substring(reveal.lastIndexOf('$', end - 1) + 1, end));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new IllegalStateException("A stored hash is damaged"); // Without the cause, which may quote it.
        }
        return new PhcHash(function.hash(secret, salt).getResult());
    }

    /** Compares two hashes in a time that tells nothing about them. */
    boolean isSameAs(PhcHash other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    /** Whether it was made with parameters that are no longer the current ones. */
    boolean isOutdated() {
        return !reveal.startsWith(BEGINS);
    }

    private byte[] bytes() {
        return reveal.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
