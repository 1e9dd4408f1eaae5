package com.plugipay.db;

import com.plugipay.model.Tenant;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many items as the parameters of one statement: an array for each column, of which {@code unnest} makes rows. */
public final class Batch<T> {
    private final List<T> items;
    private final Values values = Values.none();

    private Batch(List<T> items) {
        this.items = items;
    }

    public static <T> Batch<T> of(List<T> items) {
        return new Batch<>(items);
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
        values.and(
                name,
                items.stream().map(item -> Columns.time(column.apply(item))).toArray(OffsetDateTime[]::new));
        return this;
    }
}
