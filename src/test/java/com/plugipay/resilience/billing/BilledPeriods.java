package com.plugipay.resilience.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.support.DirectSql;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows subscriptions through their events, and compares the periods that they had with the calendar and with the invoices
 * of their periods.
 */
final class BilledPeriods {
    private static final String EVENTS = """
            select type, payload::jsonb #>> '{data,object}' as object from events
             where object_id = ? order by payload::jsonb #>> '{data,object,updatedAt}'""";

    private static final String INVOICES = """
            select to_char(period_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' '
                   || to_char(period_end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
              from invoices where subscription_id = ? and billing_reason = 'cycle' order by period_start""";

    private static final String NOW = """
            select replace(status, 'incomplete', 'past_due') || ' '
                   || to_char(current_period_end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
              from subscriptions where id = ?""";

    private static final String START = "currentPeriodStart";
    private static final String END = "currentPeriodEnd";

    private final DirectSql sql;
    private final Map<String, JsonNode> plans = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int periods;

    BilledPeriods(DirectSql sql, List<SimulatedMerchant> merchants) {
        this.sql = sql;
        merchants.forEach(merchant ->
                merchant.plans().forEach(plan -> plans.put(plan.path("id").asText(), plan)));
    }

    /** Follows all subscriptions; gives what is wrong. */
    List<String> wrong() {
        sql.texts("select id from subscriptions order by id").forEach(this::follow);
        return wrong;
    }

    /** How many periods were billed. */
    int periods() {
        return periods;
    }

    private void follow(String subscription) {
        List<String> expected = new ArrayList<>();
        @Nullable JsonNode before = null;
        @Nullable String usedFrom = null;
        for (Map<String, String> row : sql.rows(EVENTS, subscription)) {
            JsonNode after = Json.read(String.valueOf(row.get("object")), JsonNode.class);
            String type = String.valueOf(row.get("type"));
            boolean isOpened = isOpened(before, after);
            if (!isFollowing(type, before, after) || (isOpened && !isOnCalendar(after))) {
                wrong.add("%s %s: %s -> %s".formatted(subscription, type, before, after));
            }
            String start = text(after, START);
            if (isOpened && !isMetered(after)) {
                expected.add(start + ' ' + text(after, END));
            } else if (isOpened && usedFrom != null && !usedFrom.equals(start)) {
                // Usage is billed when its period is over.
                expected.add(usedFrom + ' ' + start);
            }
            if (isOpened) {
                usedFrom = isMetered(after) ? start : null;
            }
            before = after;
        }
        compare(subscription, expected, before);
    }

    private void compare(String subscription, List<String> expected, @Nullable JsonNode last) {
        expected.sort(null);
        periods += expected.size();
        List<String> billed = sql.texts(INVOICES, subscription);
        if (!billed.equals(expected)) {
            wrong.add("%s had the periods %s\n  and was billed for %s".formatted(subscription, expected, billed));
        }
        if (last == null
                || !sql.texts(NOW, subscription).equals(List.of(text(last, "status") + ' ' + text(last, END)))) {
            wrong.add("%s was changed without an event: %s".formatted(subscription, last));
        }
    }

    /** Whether a period that is billed has begun. */
    private static boolean isOpened(@Nullable JsonNode before, JsonNode after) {
        return !text(after, "status").equals("trialing")
                && (before == null
                        || !isSamePeriod(before, after)
                        || !text(before, "planId").equals(text(after, "planId")));
    }

    /** Whether the period after an event can follow that before it. */
    private static boolean isFollowing(String type, @Nullable JsonNode before, JsonNode after) {
        if (before == null) {
            return type.equals("subscription.created");
        }
        String start = text(after, START);
        return switch (type) {
            case "subscription.renewed" -> start.equals(text(before, END));
            case "subscription.resumed" -> isSamePeriod(before, after) || start.compareTo(text(before, END)) >= 0;
            case "subscription.updated" ->
                isSamePeriod(before, after)
                        || start.equals(text(before, "startAt"))
                        || (start.compareTo(text(before, START)) >= 0 && start.compareTo(text(before, END)) <= 0);
            case "subscription.created" -> false;
            default -> isSamePeriod(before, after);
        };
    }

    private static boolean isSamePeriod(JsonNode before, JsonNode after) {
        return text(before, START).equals(text(after, START))
                && text(before, END).equals(text(after, END));
    }

    /** Counts the periods from the anchor. */
    private boolean isOnCalendar(JsonNode subscription) {
        JsonNode plan = Objects.requireNonNull(plans.get(text(subscription, "planId")));
        ChronoUnit unit = ChronoUnit.valueOf(text(plan, "interval").toUpperCase(Locale.ROOT) + 'S');
        int count = plan.path("intervalCount").asInt();
        ZoneId zone = ZoneId.of(text(subscription, "timeZone"));
        Instant anchor = Instant.parse(text(subscription, "billingAnchor"));
        Instant start = Instant.parse(text(subscription, START));
        ZonedDateTime first = anchor.atZone(zone);
        int number = 0;
        while (nth(first, number * count, unit).isBefore(start)) {
            number++;
        }
        return nth(first, number * count, unit).equals(start)
                && nth(first, (number + 1) * count, unit).equals(Instant.parse(text(subscription, END)));
    }

    private static Instant nth(ZonedDateTime first, int units, ChronoUnit unit) {
        LocalDateTime local = first.toLocalDateTime().plus(units, unit);
        return ZonedDateTime.ofLocal(local, first.getZone(), first.getOffset()).toInstant();
    }

    private boolean isMetered(JsonNode subscription) {
        JsonNode plan = Objects.requireNonNull(plans.get(text(subscription, "planId")));
        return plan.at("/prices/0/model").asText().equals("usage");
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText();
    }
}
