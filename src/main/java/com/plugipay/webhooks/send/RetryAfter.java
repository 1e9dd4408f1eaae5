package com.plugipay.webhooks.send;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a receiver's {@code Retry-After} header (RFC 9110, section 10.2.3).
 *
 * <p>It delays the next attempt, by a day at most, so that a receiver that asks for a year gets two more attempts
 * within the 72 hours. It cannot make an attempt earlier.
 */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,100}");

    /** No larger number of seconds makes a difference. */
    private static final int MOST_DIGITS = 9;

    private static final int LONGEST_DATE = 100;

    private RetryAfter() {}

    /**
     * Reads the time in the header, in seconds or as an HTTP date in any of its three forms, at most 24 hours ahead.
     *
     * @return empty for an invalid header, such as a negative number; a date in the past is returned as it is
     */
    public static Optional<Instant> parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        Instant latest = now.plus(LONGEST);
        return moment(text, now, latest).map(wanted -> wanted.isAfter(latest) ? latest : wanted);
    }

    /**
     * Returns the time until which the receiver gets no other deliveries either, at most an hour ahead.
     *
     * @return null without a valid header
     */
    public static @Nullable Instant pauseUntil(@Nullable String header, Instant now) {
        Instant longest = now.plus(LONGEST_PAUSE);
        return parse(header, now)
                .map(wanted -> wanted.isBefore(longest) ? wanted : longest)
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
