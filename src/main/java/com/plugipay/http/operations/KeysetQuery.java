package com.plugipay.http.operations;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds the SQL of one page of a list. The order is that of the ids, which is that of creation. */
final class KeysetQuery {
    /** Few: their texts differ by columns, conditions, orders and values in the code, and not by what a caller has written. */
    private static final Map<String, NamedSql> PARSED = new ConcurrentHashMap<>();

    /**
     * Values that may stand in the SQL themselves. Only with the value at hand can Postgres see that an index serves which holds
     * nothing but rare states, and tell a rare value from a usual one.
     */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_.]+");

    private final StringBuilder text = new StringBuilder(" where workspace_id = :workspace and mode = :mode");
    private final Values values;

    private KeysetQuery(Tenant tenant) {
        values = Values.of(tenant);
    }

    /** The SQL from {@code where} to {@code limit}, with one row more than the page has. */
    static Listing.Query of(
            Listing listing, Tenant tenant, Map<String, String> columns, List<Listing.Condition> conditions) {
        KeysetQuery query = new KeysetQuery(tenant);
        listing.filters().forEach((filter, value) -> {
            String column = Objects.requireNonNull(columns.get(filter));
            if (listing.enumerated().contains(filter) && PLAIN.matcher(value).matches()) {
                query.and("%s = '%s'".formatted(column, value));
            } else {
                String name = "filter_" + filter.toLowerCase(Locale.ROOT);
                query.and(column + " = :" + name, name, value);
            }
        });
        query.and("created_at >= :created_after", "created_after", listing.createdAfter());
        query.and("created_at < :created_before", "created_before", listing.createdBefore());
        conditions.forEach(query::and);
        query.and(listing.ascending() ? "id > :after" : "id < :after", "after", listing.after());
        return query.page(listing);
    }

    private void and(String condition) {
        text.append(" and ").append(condition);
    }

    private void and(Listing.Condition condition) {
        if (condition.value() == null) {
            and(condition.sql());
        } else {
            and(condition.sql(), condition.name(), condition.value());
        }
    }

    /** Adds a condition on a parameter, unless its value is null. */
    private void and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            and(condition);
            values.and(name, value);
        }
    }

    private Listing.Query page(Listing listing) {
        text.append(" order by id ")
                .append(listing.ascending() ? "asc" : "desc")
                .append(" limit :limit");
        values.and("limit", listing.limit() + 1);
        NamedSql sql = PARSED.computeIfAbsent(text.toString(), NamedSql::of);
        return new Listing.Query(sql.sql(), sql.parameters(values));
    }
}
