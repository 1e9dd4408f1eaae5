package com.plugipay.model;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes ids, which are typed ULIDs and sort by time, and random tokens, which cannot be guessed. */
public final class Ids {
    /** The length of the longest id that a caller may name. */
    public static final int LONGEST = 64;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** The length of the time and the number in a timed id: milliseconds, microseconds, number within a statement. */
    private static final int TIMED = 14;

    private Ids() {}

    /** An id of this moment: {@code <prefix>_<26-character ULID>}. */
    public static String at(Instant moment, String prefix) {
        return prefix + '_' + UlidCreator.getUlid(moment.toEpochMilli());
    }

    /**
     * The end of an id whose time is added by {@code timed_id} in the database, such as that of an event: its number within
     * its statement, below 1,024, and 60 random bits.
     */
    public static String afterTime(int number) {
        String random = UlidCreator.getUlid().toString().substring(TIMED);
        return CROCKFORD.substring(number >> 5, (number >> 5) + 1) + CROCKFORD.charAt(number & 31) + random;
    }

    /** A text that sorts before all ids of this moment and of later ones, and after those of earlier ones. */
    public static String before(Instant moment, String prefix) {
        return prefix + '_' + Ulid.min(moment.toEpochMilli());
    }

    /** The moment of an id that {@link #at} made; empty for other texts. */
    public static Optional<Instant> moment(String id) {
        String ulid = id.substring(id.lastIndexOf('_') + 1);
        return Ulid.isValid(ulid) ? Optional.of(Ulid.getInstant(ulid)) : Optional.empty();
    }

    /** Whether an id that {@link #at} made is older than this; false for other texts. */
    public static boolean isOlderThan(String id, Duration age, Instant now) {
        return moment(id).filter(made -> made.isBefore(now.minus(age))).isPresent();
    }

    /** Whether an object can have this id. No other text needs to reach the database, which cannot hold a NUL. */
    public static boolean isPossible(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.indexOf('\0') < 0;
    }

    /** {@code bytes} random bytes. */
    public static byte[] randomBytes(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** {@code length} random letters and digits, at 5.95 bits each. */
    public static String alphanumeric(int length) {
        return random(length, BASE62);
    }

    /** {@code length} random characters of these. */
    public static String random(int length, String alphabet) {
        return RANDOM.ints(length, 0, alphabet.length())
                .map(alphabet::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
