package com.plugipay.callbacks;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The inbox of callbacks in the database. Rows come in, are claimed and are marked many at a time. */
final class CallbackStore {
    /** Longer than the questions that one callback leads to can take. */
    private static final Duration LEASE = Duration.ofMinutes(4);

    private static final String INSERT = """
            insert into provider_callbacks (workspace_id, mode, id, provider, identity, headers, body, created_at, due_at)
            select workspace_id, mode, id, provider, identity, headers, body, created_at, created_at
              from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[],
                          $8::timestamptz[])
                as received (workspace_id, mode, id, provider, identity, headers, body, created_at)
            on conflict do nothing""";
    private static final String CLAIM = """
            update provider_callbacks c set attempts = c.attempts + 1, due_at = $2
             where c.ctid = any (array(
                select due.ctid from provider_callbacks due
                 where due.provider = $4 and due.due_at <= $1
                 order by due.due_at limit $3
                   for update of due skip locked))
            returning c.workspace_id, c.mode, c.id, c.provider, c.identity, c.headers, c.body, c.attempts, c.created_at""";
    /** Rows by their place, each found by its whole key; in the key's collation, without which no index is of use. */
    private static final String MARK = """
            update provider_callbacks c set processed_at = $6, last_error = $7, due_at = $8
             where c.ctid = any (array(
                select found.ctid
                  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[])
                        as r (workspace_id, mode, provider, identity, attempt),
                       lateral (
                        select x.ctid from provider_callbacks x
                         where x.workspace_id = r.workspace_id collate "C" and x.mode = r.mode
                           and x.provider = r.provider and x.identity = r.identity collate "C"
                           and x.attempts = r.attempt
                         limit 1) found))""";

    private static final String FORGET = """
            delete from provider_callbacks
             where ctid = any (array(
                select ctid from provider_callbacks where %s limit $2 for update skip locked))""";
    private static final String FORGET_DONE = FORGET.formatted("processed_at < $1");

    /** Whoever uses the account for more than this hears of payments that are none of ours. */
    private static final String FORGET_GIVEN_UP =
            FORGET.formatted("processed_at is null and last_error is not null and due_at is null and created_at < $1");

    private final Database database;

    CallbackStore(Database database) {
        this.database = database;
    }

    /**
     * What became of claimed callbacks.
     *
     * @param error null when they are done with
     * @param tryAgainAt null when they are done with, or never to be tried again
     */
    record Fate(@Nullable String error, @Nullable Instant tryAgainAt) {}

    /** Stores them durably; those that were there before change nothing. Gives how many were new. */
    Future<Integer> insert(List<ReceivedCallback> received) {
        Tuple parameters = Tuple.of(
                        texts(received, callback -> callback.tenant().workspaceId()),
                        texts(received, callback -> callback.tenant().mode().text()),
                        texts(received, ReceivedCallback::id),
                        texts(received, callback -> callback.provider().text()),
                        texts(received, ReceivedCallback::identity),
                        texts(received, ReceivedCallback::headers))
                .addValue(received.stream().map(ReceivedCallback::body).toArray(Buffer[]::new))
                .addValue(received.stream()
                        .map(callback -> Columns.time(callback.receivedAt()))
                        .toArray(OffsetDateTime[]::new));
        return database.run(INSERT, parameters).map(rows -> rows.rowCount());
    }

    /** Claims some of a provider's that are due, the longest due first. What a worker died of is due again after its lease. */
    Future<List<ReceivedCallback>> claim(ProviderKind provider, Instant now, int most) {
        return database.many(
                CLAIM,
                Tuple.of(Columns.time(now), Columns.time(now.plus(LEASE)), most, provider.text()),
                CallbackStore::read);
    }

    /** Writes down what became of claimed ones; of a claim that somebody else has taken over, nothing. */
    Future<Void> mark(List<ReceivedCallback> claimed, Fate fate, Instant now) {
        Tuple parameters = Tuple.of(
                        texts(claimed, callback -> callback.tenant().workspaceId()),
                        texts(claimed, callback -> callback.tenant().mode().text()),
                        texts(claimed, callback -> callback.provider().text()),
                        texts(claimed, ReceivedCallback::identity))
                .addValue(claimed.stream().map(ReceivedCallback::attempt).toArray(Integer[]::new))
                .addValue(fate.error() == null ? Columns.time(now) : null)
                .addValue(fate.error())
                .addValue(Columns.time(fate.tryAgainAt()));
        return database.run(MARK, parameters).mapEmpty();
    }

    /** Deletes some of those that were done with before that moment, or came before it and were given up; gives how many. */
    Future<Integer> forgetBefore(Instant moment, int most) {
        return forget(FORGET_DONE, moment, most)
                .compose(done -> forget(FORGET_GIVEN_UP, moment, most).map(givenUp -> done + givenUp));
    }

    private Future<Integer> forget(String statement, Instant moment, int most) {
        return database.run(statement, Tuple.of(Columns.time(moment), most)).map(RowSet::rowCount);
    }

    private static <T> @Nullable String[] texts(List<T> items, Function<T, @Nullable String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    private static ReceivedCallback read(Row row) {
        return new ReceivedCallback(
                Columns.tenant(row),
                row.getString("id"),
                Columns.constant(row, "provider", ProviderKind.class),
                row.getString("identity"),
                row.getString("headers"),
                row.getBuffer("body"),
                row.getInteger("attempts"),
                Columns.moment(row, "created_at"));
    }
}
