package com.plugipay.model;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** New names for things: typed ULIDs, which sort by time, and random tokens, which cannot be guessed. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** The characters of a timed id that are time and number: milliseconds, microseconds, which of a statement. */
    private static final int TIMED = 14;

    private Ids() {}

    /** {@code <prefix>_<26-character ULID>} of that moment. */
    public static String at(Instant moment, String prefix) {
        return prefix + '_' + UlidCreator.getUlid(moment.toEpochMilli());
    }

    /**
     * The end of an id of which {@code timed_id} in the database knows the time, as those of events: first its number among
     * those of its statement, below 1,024, then 60 random bits.
     */
    public static String afterTime(int number) {
        String random = UlidCreator.getUlid().toString().substring(TIMED);
        return CROCKFORD.substring(number >> 5, (number >> 5) + 1) + CROCKFORD.charAt(number & 31) + random;
    }

    /** What sorts before every id of that moment and of later ones, and after those of earlier ones. */
    public static String before(Instant moment, String prefix) {
        return prefix + '_' + Ulid.min(moment.toEpochMilli());
    }

    /** The moment in an id that {@link #at} made; nothing when the text is none. */
    public static Optional<Instant> moment(String id) {
        String ulid = id.substring(id.lastIndexOf('_') + 1);
        return Ulid.isValid(ulid) ? Optional.of(Ulid.getInstant(ulid)) : Optional.empty();
    }

    /** Whether an id that {@link #at} made is from longer ago than that; of a text that is none, nothing is certain. */
    public static boolean isOlderThan(String id, Duration age, Instant now) {
        return moment(id).filter(made -> made.isBefore(now.minus(age))).isPresent();
    }

    /** {@code bytes} random bytes. */
    public static byte[] randomBytes(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** {@code length} random letters and digits, at 5.95 bits each. */
    public static String alphanumeric(int length) {
        return RANDOM.ints(length, 0, BASE62.length())
                .map(BASE62::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
