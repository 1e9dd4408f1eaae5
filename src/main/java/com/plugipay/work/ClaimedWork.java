package com.plugipay.work;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Due work on rows that nodes claim. Subclasses work on an item; items that fail are tried again for three days. */
public abstract class ClaimedWork<T> implements DueWork<Claimed<T>> {
    private final Claims claims;
    private final DueTable table;
    private final @Nullable String provider;
    private final Function<Row, T> reading;

    /** @param provider the provider of the rows; null for all */
    protected ClaimedWork(Claims claims, DueTable table, @Nullable String provider, Function<Row, T> reading) {
        this.claims = claims;
        this.table = table;
        this.provider = provider;
        this.reading = reading;
    }

    @Override
    public final Future<List<Claimed<T>>> claim(Instant now, int most, Set<String> busy) {
        return claims.claim(table, provider, now, most, busy, reading);
    }

    @Override
    public final String id(Claimed<T> item) {
        return item.id();
    }

    @Override
    public final String workspaceId(Claimed<T> item) {
        return item.tenant().workspaceId();
    }

    @Override
    public @Nullable Instant again(Claimed<T> item, Instant now) {
        return WorkSchedule.later(item.tries(), now);
    }

    @Override
    public final Future<?> end(List<Ended<Claimed<T>>> ended, Instant now) {
        return claims.end(table, provider, ended, now);
    }
}
