package com.plugipay.db;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many items as the parameters of one statement: an array for each column, for {@code unnest} to make rows of. */
public final class Batch<T> {
    private final List<T> items;
    private final Tuple parameters;

    private Batch(List<T> items, Tuple parameters) {
        this.items = items;
        this.parameters = parameters;
    }

    /** Begins with these parameters, which are no arrays. */
    public static <T> Batch<T> of(List<T> items, @Nullable Object... first) {
        return new Batch<>(items, Tuple.from(first));
    }

    /** Goes on with arrays of other items. */
    public <U> Batch<U> and(List<U> others) {
        return new Batch<>(others, parameters);
    }

    public Batch<T> texts(Function<T, @Nullable String> column) {
        parameters.addValue(items.stream().map(column).toArray(String[]::new));
        return this;
    }

    public Batch<T> integers(Function<T, @Nullable Integer> column) {
        parameters.addValue(items.stream().map(column).toArray(Integer[]::new));
        return this;
    }

    public Batch<T> longs(Function<T, Long> column) {
        parameters.addValue(items.stream().map(column).toArray(Long[]::new));
        return this;
    }

    public Batch<T> booleans(Function<T, Boolean> column) {
        parameters.addValue(items.stream().map(column).toArray(Boolean[]::new));
        return this;
    }

    public Batch<T> times(Function<T, @Nullable Instant> column) {
        parameters.addValue(
                items.stream().map(item -> Columns.time(column.apply(item))).toArray(OffsetDateTime[]::new));
        return this;
    }

    public Tuple parameters() {
        return parameters;
    }
}
