package com.plugipay.callbacks;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.DueTable;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The inbox of callbacks in the database. Rows come in, are claimed and are marked many at a time. */
final class CallbackStore {
    /** Callbacks that are to be worked on, as claims find them. */
    static final DueTable DUE = new DueTable.Layout(
                    "provider_callbacks",
                    "due_at",
                    "attempts",
                    "workspace_id, mode, id, provider, identity, headers, body, attempts, created_at")
            .byProviderNoting(ProviderKind.texts(), "processed_at");

    private static final String INSERT = """
            insert into provider_callbacks (workspace_id, mode, id, provider, identity, headers, body, created_at, due_at)
            select workspace_id, mode, id, provider, identity, headers, body, created_at, created_at
              from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[],
                          $8::timestamptz[])
                as received (workspace_id, mode, id, provider, identity, headers, body, created_at)
            on conflict do nothing""";
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

    static ReceivedCallback read(Row row) {
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
