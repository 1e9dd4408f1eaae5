package com.plugipay.pages.dashboard.objects;

import com.plugipay.errors.ErrorCode;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a list's page: the parameters of the operation, and days instead of instants. */
final class ListQuery {
    static final String FROM = "from";
    static final String TO = "to";
    static final String CURSOR = "cursor";

    private ListQuery() {}

    /** The query of the operation. */
    static MultiMap of(MultiMap typed, ZoneId zone) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> parameter : typed) {
            String value = parameter.getValue().strip();
            if (value.isEmpty()) {
                continue;
            }
            switch (parameter.getKey()) {
                case FROM -> query.add("createdAfter", startOf(FROM, value, 0, zone));
                case TO -> query.add("createdBefore", startOf(TO, value, 1, zone));
                default -> query.add(parameter.getKey(), value);
            }
        }
        return query;
    }

    private static String startOf(String name, String day, int plusDays, ZoneId zone) {
        try {
            return LocalDate.parse(day)
                    .plusDays(plusDays)
                    .atStartOfDay(zone)
                    .toInstant()
                    .toString();
        } catch (DateTimeException unreadable) {
            throw ErrorCode.VALIDATION_ERROR.forField(name, "This must be a day such as 2026-11-22.");
        }
    }

    /** The same query with another value of a parameter; null takes it away. A new filter begins at the first page. */
    static String with(MultiMap typed, String name, @Nullable String value) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().addAll(typed);
        query.remove(CURSOR);
        query.remove(name);
        if (value != null) {
            query.set(name, value);
        }
        String text = query.entries().stream()
                .filter(each -> !each.getValue().isBlank())
                .map(each -> encoded(each.getKey()) + '=' + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? "" : '?' + text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
