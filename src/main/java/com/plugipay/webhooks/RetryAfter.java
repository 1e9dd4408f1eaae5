package com.plugipay.webhooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a receiver asks for with a {@code Retry-After} header. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** The moment that the header names, by seconds or by an HTTP date, at most 24 hours ahead; empty for nonsense. */
    static Optional<Instant> parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        Instant latest = now.plus(LONGEST);
        try {
            Instant wanted = text.matches("\\d{1," + MOST_DIGITS + "}")
                    ? now.plusSeconds(Long.parseLong(text))
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            return Optional.of(wanted.isAfter(latest) ? latest : wanted);
        } catch (DateTimeException ignored) {
            return Optional.empty();
        }
    }
}
