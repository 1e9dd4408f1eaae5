package com.plugipay.webhooks;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver asks for with a {@code Retry-After} header (RFC 9110, section 10.2.3).
 *
 * <p>It may put the next attempt off, by a day at most: who asks for a year, by a mistake or to be left alone, still gets
 * two more attempts within the 72 hours. It cannot hasten an attempt.
 */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_QUIET = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,100}");

    /** No larger number of seconds makes a difference. */
    private static final int MOST_DIGITS = 9;

    private static final int LONGEST_DATE = 100;

    private RetryAfter() {}

    /**
     * The moment that the header names, by seconds or by an HTTP date in any of its three forms, at most 24 hours ahead.
     *
     * @return empty for nonsense, negative numbers included; a date that is over is given as it is
     */
    static Optional<Instant> parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        Instant latest = now.plus(LONGEST);
        return moment(text, now, latest).map(wanted -> wanted.isAfter(latest) ? latest : wanted);
    }

    /**
     * A receiver that has too much to do, and says for how long, gets nothing else meanwhile either, for an hour at most.
     *
     * @return null when it does not say
     */
    static @Nullable Instant quietUntil(@Nullable String header, Instant now) {
        Instant longest = now.plus(LONGEST_QUIET);
        return parse(header, now)
                .map(asked -> asked.isBefore(longest) ? asked : longest)
                .orElse(null);
    }

    private static Optional<Instant> moment(String text, Instant now, Instant latest) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(text.length() > MOST_DIGITS ? latest : now.plusSeconds(Long.parseLong(text)));
        }
        return text.length() > LONGEST_DATE
                ? Optional.empty()
                : Optional.ofNullable(DateFormatter.parseHttpDate(text)).map(Date::toInstant);
    }
}
