package com.plugipay.db;

import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many items as the parameters of one statement: an array for each column, of which {@code unnest} makes rows. */
public final class Batch<T> {
    private final List<T> items;
    private final Tuple parameters;
    private final Values values = Values.none();

    private Batch(List<T> items, Tuple parameters) {
        this.items = items;
        this.parameters = parameters;
    }

    /** A batch of these items; {@code first} are parameters without names before those of the items. */
    public static <T> Batch<T> of(List<T> items, @Nullable Object... first) {
        return new Batch<>(items, Tuple.from(first));
    }

    /** The arrays, by name. */
    public Values values() {
        return values;
    }

    /** The arrays {@code :workspaces} and {@code :modes} of the items' tenants. */
    public Batch<T> tenants(Function<T, Tenant> tenant) {
        return texts("workspaces", item -> tenant.apply(item).workspaceId())
                .texts("modes", item -> tenant.apply(item).mode().text());
    }

    public Batch<T> texts(String name, Function<T, @Nullable String> column) {
        values.and(name, items.stream().map(column).toArray(String[]::new));
        return this;
    }

    public Batch<T> integers(String name, Function<T, @Nullable Integer> column) {
        values.and(name, items.stream().map(column).toArray(Integer[]::new));
        return this;
    }

    public Batch<T> longs(String name, Function<T, Long> column) {
        values.and(name, items.stream().map(column).toArray(Long[]::new));
        return this;
    }

    public Batch<T> booleans(String name, Function<T, Boolean> column) {
        values.and(name, items.stream().map(column).toArray(Boolean[]::new));
        return this;
    }

    public Batch<T> times(String name, Function<T, @Nullable Instant> column) {
        values.and(name, timesOf(column));
        return this;
    }

    public Batch<T> texts(Function<T, @Nullable String> column) {
        parameters.addValue(items.stream().map(column).toArray(String[]::new));
        return this;
    }

    public Batch<T> integers(Function<T, @Nullable Integer> column) {
        parameters.addValue(items.stream().map(column).toArray(Integer[]::new));
        return this;
    }

    public Batch<T> times(Function<T, @Nullable Instant> column) {
        parameters.addValue(timesOf(column));
        return this;
    }

    /** The arrays without names, in their order. */
    public Tuple parameters() {
        return parameters;
    }

    private OffsetDateTime[] timesOf(Function<T, @Nullable Instant> column) {
        return items.stream().map(item -> Columns.time(column.apply(item))).toArray(OffsetDateTime[]::new);
    }
}
