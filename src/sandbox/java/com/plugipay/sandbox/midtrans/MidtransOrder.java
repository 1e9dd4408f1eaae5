package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.known;
import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;
import static com.plugipay.sandbox.kit.api.Jsons.whole;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant wants to be paid for, as requests to the Core API and to Snap say it alike.
 *
 * @param amount in rupiah
 * @param echoed fields of the request that come back in every answer and notice
 * @param notificationUrls where this order's notices go
 */
record MidtransOrder(
        MidtransMerchant merchant, String orderId, long amount, JsonObject echoed, List<String> notificationUrls) {
    /** Of order ids and of the names of items. */
    private static final int LONGEST_TEXT = 50;

    private static final int MOST_URLS = 3;
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_~.-]*");
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx");
    private static final Duration SHORTEST = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofDays(180);
    private static final Map<String, Duration> UNITS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1));

    /** Refuses the request with everything that is wrong with it. */
    static MidtransOrder read(ApiCall<MidtransMerchant> call, JsonObject body) {
        List<String> complaints = new ArrayList<>();
        JsonObject details = object(body, "transaction_details");
        String orderId = orderId(details, complaints);
        long amount = amount(details, complaints);
        checkItems(body, amount, complaints);
        // X-Override-Notification replaces the merchant's own URL, X-Append-Notification adds to it.
        List<String> urls = urls(call, "X-Override-Notification", complaints);
        if (urls.isEmpty()) {
            Stream<String> own = Stream.ofNullable(call.merchant().notificationUrl());
            List<String> added = urls(call, "X-Append-Notification", complaints);
            urls = Stream.concat(own, added.stream()).distinct().toList();
        }
        if (!complaints.isEmpty()) {
            throw MidtransStyle.invalid(complaints.toArray(String[]::new));
        }
        JsonObject echoed = known(
                "custom_field1", body.getValue("custom_field1"),
                "custom_field2", body.getValue("custom_field2"),
                "custom_field3", body.getValue("custom_field3"),
                "metadata", body.getValue("metadata"));
        return new MidtransOrder(call.merchant(), orderId, amount, echoed, urls);
    }

    private static String orderId(JsonObject details, List<String> complaints) {
        String orderId = Objects.requireNonNullElse(text(details, "order_id"), "");
        if (orderId.isEmpty()) {
            complaints.add("transaction_details.order_id is required");
        }
        if (orderId.length() > LONGEST_TEXT) {
            complaints.add("transaction_details.order_id too long");
        }
        if (!ORDER_ID.matcher(orderId).matches()) {
            complaints.add("transaction_details.order_id contains characters other than letters, digits and - _ ~ .");
        }
        return orderId;
    }

    private static long amount(JsonObject details, List<String> complaints) {
        Long amount = whole(details, "gross_amount");
        if (amount == null) {
            boolean missing = details.getValue("gross_amount") == null;
            complaints.add(
                    "transaction_details.gross_amount is " + (missing ? "required" : "not a number without decimals"));
            return 0;
        }
        if (amount < 1) {
            complaints.add("transaction_details.gross_amount must be greater than or equal to 0.01");
        }
        return amount;
    }

    private static void checkItems(JsonObject body, long amount, List<String> complaints) {
        if (!(body.getValue("item_details") instanceof JsonArray items)) {
            return;
        }
        long sum = 0;
        for (Object one : items) {
            JsonObject item = one instanceof JsonObject object ? object : new JsonObject();
            Long price = whole(item, "price");
            Long quantity = whole(item, "quantity");
            String name = text(item, "name");
            if (price == null || quantity == null || name == null) {
                complaints.add("item_details price, quantity and name are required");
                return;
            }
            // https://docs.midtrans.com/reference/item-details-object names no limit for the name; 50 is that of other
            // texts
            // (order_id: String(50)), and what its unit is nobody says. UTF-16 units are the strictest count of
            // characters.
            if (name.length() > LONGEST_TEXT) {
                complaints.add("item_details Name too long");
            }
            sum += price * quantity;
        }
        if (sum != amount) {
            complaints.add("transaction_details.gross_amount is not equal to the sum of item_details");
        }
    }

    private static List<String> urls(ApiCall<MidtransMerchant> call, String header, List<String> complaints) {
        String value = call.header(header);
        if (value == null || value.isBlank()) {
            return List.of();
        }
        List<String> urls =
                Stream.of(value.split(",", -1)).map(String::strip).distinct().toList();
        // What Midtrans does with a fourth is not documented; silence would hide the mistake.
        if (urls.size() > MOST_URLS) {
            complaints.add(header + " must not have more than " + MOST_URLS + " URLs");
        }
        if (!urls.stream().allMatch(url -> url.startsWith("http://") || url.startsWith("https://"))) {
            complaints.add(header + " must be URLs with commas between them");
        }
        return urls;
    }

    /**
     * Until when something holds.
     *
     * @param name of the object that says it: {@code custom_expiry} of a charge, {@code expiry} and {@code page_expiry}
     *     of Snap
     * @param start and {@code length}: its fields
     * @return null when there is none
     */
    static @Nullable Instant expiry(JsonObject body, String name, String start, String length, Instant now) {
        if (!(body.getValue(name) instanceof JsonObject expiry)) {
            return null;
        }
        String unitName = Objects.requireNonNullElse(text(expiry, "unit"), "minute");
        Duration unit = UNITS.get(unitName.toLowerCase(Locale.ROOT).replaceFirst("s$", ""));
        if (unit == null) {
            throw MidtransStyle.invalid(name + ".unit must be second, minute, hour or day");
        }
        // One that is longer than all is too long in any unit.
        long count = Math.min(Objects.requireNonNullElse(whole(expiry, length), 0L), LONGEST.toSeconds() + 1);
        Duration duration = unit.multipliedBy(count);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw MidtransStyle.invalid(name + "." + length + " must be between 20 seconds and 180 days");
        }
        Instant ends = time(name + "." + start, text(expiry, start), now).plus(duration);
        if (!ends.isAfter(now)) {
            throw MidtransStyle.invalid(name + " has passed already");
        }
        return ends;
    }

    private static Instant time(String field, @Nullable String text, Instant now) {
        try {
            return text == null ? now : OffsetDateTime.parse(text, WITH_OFFSET).toInstant();
        } catch (DateTimeException malformed) {
            throw MidtransStyle.invalid(field + " format must be yyyy-MM-dd HH:mm:ss Z");
        }
    }
}
