package com.plugipay.http.operations;

import com.plugipay.db.Database;
import com.plugipay.db.Horizon;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for a list: how many items, in which order, after which id, and with which filters.
 *
 * <p>Paging is by key: the ids are ULIDs, so their order is the order of creation. A cursor contains the filters and the
 * order of its page.
 *
 * @param enumerated the filters whose values are from a list in the code, and not just any text
 */
public record Listing(
        String path,
        int limit,
        boolean ascending,
        @Nullable String after,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        Map<String, String> filters,
        Set<String> enumerated) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_FILTER = 500;

    /** More than a workspace has of what is listed as a whole. */
    private static final int WHOLE = 10_000;

    private static final Set<String> STANDARD = Set.of("limit", "cursor", "order", "createdAfter", "createdBefore");

    /** Other names of createdAfter and createdBefore: an event is created when it occurs, a receipt when it is issued. */
    private static final Set<String> TIME_ALIASES =
            Set.of("occurredAfter", "occurredBefore", "issuedAfter", "issuedBefore");

    /** The end of a list's SQL, from {@code where} on, and its parameters. */
    public record Query(String where, Tuple parameters) {}

    /** A condition beside the caller's filters; {@code sql} has one parameter, of that name, or none when it has no value. */
    public record Condition(
            String sql, String name, @Nullable Object value) {
        /** One without a parameter. */
        public static Condition constant(String sql) {
            return new Condition(sql, "", null);
        }
    }

    /**
     * Reads the query parameters of a request.
     *
     * @param isPaged whether the list has pages; one without pages has no parameters
     * @param allowed the filters of this list; any other parameter is refused by its name
     * @param longestPage how many items a page has at most
     */
    static Listing parse(
            String path, MultiMap parameters, boolean isPaged, Map<String, Filter> allowed, int longestPage) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (Map.Entry<String, String> parameter : parameters) {
            String name = parameter.getKey();
            Filter filter = allowed.get(name);
            if (filter == null && !(isPaged && STANDARD.contains(name))) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        name, "There is no such parameter" + (isPaged ? "; it has " + names(allowed) : "") + '.');
            }
            if (parameters.getAll(name).size() > 1) {
                throw ErrorCode.VALIDATION_ERROR.forField(name, "This parameter may occur only once.");
            }
            if (!name.equals("cursor")) {
                requireSearchable(name, parameter.getValue(), filter == null ? LONGEST_FILTER : filter.longest());
            }
            if (filter != null && !TIME_ALIASES.contains(name)) {
                filters.put(name, filter.read(parameter.getValue()));
            }
        }
        int limit = limit(parameters.get("limit"), longestPage);
        String cursor = parameters.get("cursor");
        if (cursor != null && !cursor.isEmpty()) {
            return resume(path, cursor, limit, allowed);
        }
        return new Listing(
                path,
                limit,
                ascending(parameters.get("order")),
                null,
                instant("createdAfter", List.of("occurredAfter", "issuedAfter"), parameters),
                instant("createdBefore", List.of("occurredBefore", "issuedBefore"), parameters),
                Map.copyOf(filters),
                enumerated(allowed));
    }

    /** The newest items for which a filter has this value, when no request asks for them. */
    public static Listing newest(int limit, String filter, String value) {
        return new Listing("", limit, false, null, null, null, Map.of(filter, value), Set.of());
    }

    /** Whether a filter of this name compares times. */
    public static boolean isTime(String filter) {
        return TIME_ALIASES.contains(filter);
    }

    private static String names(Map<String, Filter> allowed) {
        Set<String> all = new TreeSet<>(STANDARD);
        all.addAll(allowed.keySet());
        return String.join(", ", all);
    }

    private static int limit(@Nullable String text, int longestPage) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            return Math.clamp(Long.parseLong(text), 1, longestPage);
        } catch (NumberFormatException ignored) {
            throw ErrorCode.VALIDATION_ERROR.forField("limit", "The limit must be a whole number.");
        }
    }

    private static boolean ascending(@Nullable String order) {
        return switch (order) {
            case null -> false;
            case "desc" -> false;
            case "asc" -> true;
            default -> throw ErrorCode.VALIDATION_ERROR.forField("order", "The order is asc or desc.");
        };
    }

    private static @Nullable Instant instant(String name, List<String> otherNames, MultiMap parameters) {
        Optional<String> other =
                otherNames.stream().filter(parameters::contains).findFirst();
        if (other.isPresent() && parameters.contains(name)) {
            throw ErrorCode.VALIDATION_ERROR.forField(other.get(), "This and " + name + " are one thing.");
        }
        String given = other.orElse(name);
        return Instants.read(given, parameters.get(given));
    }

    private static void requireSearchable(String name, String value, int longest) {
        if (value.length() > longest || value.indexOf('\0') >= 0) {
            throw ErrorCode.VALIDATION_ERROR.forField(name, "This value cannot be looked for.");
        }
    }

    private static Listing resume(String path, String cursor, int limit, Map<String, Filter> allowed) {
        ListCursor parsed = ListCursor.read(cursor);
        if (!parsed.path().equals(path)) {
            throw ErrorCode.INVALID_CURSOR.exception();
        }
        Map<String, String> filters = new LinkedHashMap<>();
        parsed.filters().forEach((name, value) -> filters.put(name, filterValue(allowed.get(name), name, value)));
        return new Listing(
                path,
                limit,
                parsed.ascending(),
                parsed.after(),
                ListCursor.time(parsed.createdAfter()),
                ListCursor.time(parsed.createdBefore()),
                Map.copyOf(filters),
                enumerated(allowed));
    }

    private static Set<String> enumerated(Map<String, Filter> allowed) {
        return allowed.values().stream()
                .filter(Filter::isEnumerated)
                .map(Filter::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads a filter's value in a cursor like one in a query: a checksum does not prove who wrote the cursor. */
    private static String filterValue(@Nullable Filter filter, String name, String value) {
        if (filter == null || isTime(name)) {
            throw ErrorCode.INVALID_CURSOR.exception();
        }
        try {
            requireSearchable(name, value, filter.longest());
            return filter.read(value);
        } catch (ApiException refused) {
            throw ErrorCode.INVALID_CURSOR.exception();
        }
    }

    /** The cursor of the page that follows the item with this id. */
    String cursorAfter(String id) {
        return new ListCursor(
                        path,
                        ascending,
                        id,
                        createdAfter == null ? null : createdAfter.toString(),
                        createdBefore == null ? null : createdBefore.toString(),
                        filters)
                .text();
    }

    /**
     * The end of the list's SQL and its parameters. It selects one row more than the limit, to know whether there is another
     * page.
     *
     * @param columns the column of each filter
     */
    public Query query(Tenant tenant, Map<String, String> columns) {
        return query(tenant, columns, List.of());
    }

    /** The same with more conditions. */
    public Query query(Tenant tenant, Map<String, String> columns, List<Condition> conditions) {
        return KeysetQuery.of(this, tenant, columns, conditions);
    }

    /**
     * The same without rows before which others may still be committed, see {@link Horizon}. There are none before the rows
     * of an earlier page.
     */
    public Future<Query> settled(
            Tenant tenant,
            Database database,
            Horizon horizon,
            Map<String, String> columns,
            List<Condition> conditions) {
        if (after != null && !ascending) {
            return Future.succeededFuture(query(tenant, columns, conditions));
        }
        return horizon.settled(database).map(bound -> {
            List<Condition> all = new ArrayList<>(conditions);
            all.add(new Condition("id < :horizon", "horizon", bound));
            return query(tenant, columns, all);
        });
    }

    /** The whole list on one page, with these values of filters unless others are asked for. */
    Listing whole(Map<String, String> usual) {
        Map<String, String> all = new LinkedHashMap<>(usual);
        all.putAll(filters);
        return new Listing(path, WHOLE, ascending, after, createdAfter, createdBefore, Map.copyOf(all), enumerated);
    }

    /** This listing with another filter, which is not in the cursor. */
    public Listing only(String filter, String value) {
        Map<String, String> narrowed = new LinkedHashMap<>(filters);
        narrowed.put(filter, value);
        return with(narrowed);
    }

    /** This listing without a filter, which its cursor has nevertheless. */
    public Listing without(String filter) {
        Map<String, String> widened = new LinkedHashMap<>(filters);
        widened.remove(filter);
        return with(widened);
    }

    private Listing with(Map<String, String> others) {
        return new Listing(path, limit, ascending, after, createdAfter, createdBefore, Map.copyOf(others), enumerated);
    }
}
