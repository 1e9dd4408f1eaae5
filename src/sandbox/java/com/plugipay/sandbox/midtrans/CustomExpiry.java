package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.text;
import static com.plugipay.sandbox.kit.api.Jsons.whole;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The three ways in which a request says how long it holds. */
final class CustomExpiry {
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx");
    private static final Duration SHORTEST = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofDays(180);

    private CustomExpiry() {}

    /** {@code custom_expiry} of a charge; null when there is none. */
    static @Nullable Instant ofCharge(JsonObject body, Instant now) {
        return read(body, "custom_expiry", "order_time", "expiry_duration", now);
    }

    /** {@code expiry} of Snap: of the charge that the buyer makes; null when there is none. */
    static @Nullable Instant ofSnapCharge(JsonObject body, Instant now) {
        return read(body, "expiry", "start_time", "duration", now);
    }

    /** {@code page_expiry} of Snap: of the page; null when there is none. */
    static @Nullable Instant ofSnapPage(JsonObject body, Instant now) {
        return read(body, "page_expiry", "start_time", "duration", now);
    }

    private static @Nullable Instant read(JsonObject body, String name, String start, String length, Instant now) {
        if (!(body.getValue(name) instanceof JsonObject expiry)) {
            return null;
        }
        Long count = whole(expiry, length);
        if (count == null || count < 1 || count > LONGEST.toSeconds()) {
            throw MidtransErrors.invalid(name + "." + length + " is invalid");
        }
        Duration duration = unit(name, text(expiry, "unit")).multipliedBy(count);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw MidtransErrors.invalid(name + "." + length + " must be between 20 seconds and 180 days");
        }
        Instant ends = start(name, start, text(expiry, start), now).plus(duration);
        if (!ends.isAfter(now)) {
            throw MidtransErrors.invalid(name + " has passed already");
        }
        return ends;
    }

    private static Instant start(String name, String field, @Nullable String text, Instant now) {
        try {
            return text == null ? now : OffsetDateTime.parse(text, WITH_OFFSET).toInstant();
        } catch (DateTimeException malformed) {
            throw MidtransErrors.invalid(name + "." + field + " format must be yyyy-MM-dd HH:mm:ss Z");
        }
    }

    private static Duration unit(String name, @Nullable String unit) {
        return switch (unit == null ? "minute" : unit.toLowerCase(Locale.ROOT)) {
            case "second", "seconds" -> Duration.ofSeconds(1);
            case "minute", "minutes" -> Duration.ofMinutes(1);
            case "hour", "hours" -> Duration.ofHours(1);
            case "day", "days" -> Duration.ofDays(1);
            default -> throw MidtransErrors.invalid(name + ".unit must be second, minute, hour or day");
        };
    }
}
