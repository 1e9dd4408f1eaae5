package com.plugipay.http.operations;

import com.plugipay.db.Columns;
import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the SQL of one page: paged by id, whose order is that of creation. */
final class KeysetQuery {
    private final StringBuilder where = new StringBuilder(" where workspace_id = $1 and mode = $2");
    private final List<@Nullable Object> parameters = new ArrayList<>();

    private KeysetQuery(Tenant tenant) {
        parameters.add(tenant.workspaceId());
        parameters.add(tenant.mode().text());
    }

    /** From {@code where} to {@code limit}, which is one row more than was asked for. */
    static Listing.Query of(
            Listing listing, Tenant tenant, Map<String, String> columns, List<Listing.Condition> conditions) {
        KeysetQuery query = new KeysetQuery(tenant);
        listing.filters()
                .forEach((filter, value) -> query.and(Objects.requireNonNull(columns.get(filter)) + " = %s", value));
        query.and("created_at >= %s", Columns.time(listing.createdAfter()));
        query.and("created_at < %s", Columns.time(listing.createdBefore()));
        conditions.forEach(condition -> query.and(condition.sql(), condition.value()));
        query.and(listing.ascending() ? "id > %s" : "id < %s", listing.after());
        return query.page(listing);
    }

    /** {@code condition} compares with {@code %s}; nothing is compared with null. */
    private void and(String condition, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition.formatted(parameter(value)));
        }
    }

    private Listing.Query page(Listing listing) {
        where.append(" order by id ").append(listing.ascending() ? "asc" : "desc");
        where.append(" limit ").append(parameter(listing.limit() + 1));
        return new Listing.Query(where.toString(), Tuple.wrap(parameters));
    }

    private String parameter(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }
}
