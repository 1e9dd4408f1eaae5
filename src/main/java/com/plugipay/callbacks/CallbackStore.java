package com.plugipay.callbacks;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.DueTable;
import com.plugipay.work.DueWork;
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
                    "identity",
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
    /** Some of each account that has any, so that none waits behind another's many. */
    private static final String CLAIM_UNCONFIRMED = """
            update provider_callbacks c set confirm_at = $2
             where c.ctid = any (array(
                select of_account.ctid
                  from provider_accounts a,
                       lateral (
                        select due.ctid from provider_callbacks due
                         where due.workspace_id = a.workspace_id and due.mode = a.mode and due.provider = a.kind
                           and due.confirm_at <= $1
                         order by due.confirm_at limit $3
                           for update of due skip locked) of_account
                 where a.kind = any ($5)
                 limit $4))
            returning c.workspace_id, c.mode, c.id, c.provider, c.identity, c.headers, c.body, c.attempts, c.created_at""";
    /** Each found by its whole key, in the key's collation, without which no index is of use. */
    private static final String CONFIRM_AT = """
            update provider_callbacks c set confirm_at = r.confirm_at, last_error = r.error
              from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
                    as r (workspace_id, mode, provider, identity, confirm_at, error)
             where c.workspace_id = r.workspace_id collate "C" and c.mode = r.mode
               and c.identity = r.identity collate "C" and c.provider = r.provider""";

    private static final String FORGET = """
            delete from provider_callbacks
             where ctid = any (array(
                select ctid from provider_callbacks where %s limit $2 for update skip locked))""";
    private static final String FORGET_DONE = FORGET.formatted("processed_at < $1 and confirm_at is null");

    /** Whoever uses the account for more than this hears of payments that are none of ours. */
    private static final String FORGET_GIVEN_UP =
            FORGET.formatted("processed_at is null and last_error is not null and due_at is null and created_at < $1");

    private final Database database;

    /**
     * A callback whose word was believed.
     *
     * @param at when to ask about that; null when it was asked, or given up
     * @param error why that failed, as a code; null when it did not
     */
    record Unconfirmed(
            StoredCallback callback,
            @Nullable Instant at,
            @Nullable String error) {}

    CallbackStore(Database database) {
        this.database = database;
    }

    /** Stores them durably; those that were there before change nothing. Gives how many were new. */
    Future<Integer> insert(List<StoredCallback> received) {
        Tuple parameters = Tuple.of(
                        texts(received, callback -> callback.tenant().workspaceId()),
                        texts(received, callback -> callback.tenant().mode().text()),
                        texts(received, StoredCallback::id),
                        texts(received, callback -> callback.provider().text()),
                        texts(received, StoredCallback::identity),
                        texts(received, StoredCallback::headers))
                .addValue(received.stream().map(StoredCallback::body).toArray(Buffer[]::new))
                .addValue(received.stream()
                        .map(callback -> Columns.time(callback.receivedAt()))
                        .toArray(OffsetDateTime[]::new));
        return database.run(INSERT, parameters).map(rows -> rows.rowCount());
    }

    /**
     * Claims some whose payments were believed and are to be compared with the provider's word now.
     *
     * @param providers whose callbacks are believed
     * @param ofAccount how many of one account at most
     */
    Future<List<StoredCallback>> claimUnconfirmed(Instant now, List<ProviderKind> providers, int ofAccount, int most) {
        return database.many(
                CLAIM_UNCONFIRMED,
                Tuple.of(Columns.time(now), Columns.time(now.plus(DueWork.LEASE)), ofAccount, most)
                        .addValue(texts(providers, ProviderKind::text)),
                CallbackStore::read);
    }

    /** Notes of each when its provider is asked about what was believed. */
    Future<Void> confirm(List<Unconfirmed> unconfirmed) {
        Tuple parameters = Tuple.of(
                        texts(unconfirmed, each -> each.callback().tenant().workspaceId()),
                        texts(
                                unconfirmed,
                                each -> each.callback().tenant().mode().text()),
                        texts(unconfirmed, each -> each.callback().provider().text()),
                        texts(unconfirmed, each -> each.callback().identity()))
                .addValue(unconfirmed.stream()
                        .map(each -> Columns.time(each.at()))
                        .toArray(OffsetDateTime[]::new))
                .addValue(texts(unconfirmed, Unconfirmed::error));
        return database.run(CONFIRM_AT, parameters).mapEmpty();
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

    static StoredCallback read(Row row) {
        return new StoredCallback(
                Columns.tenant(row),
                row.getString("id"),
                ProviderKind.of(row.getString("provider")),
                row.getString("identity"),
                row.getString("headers"),
                row.getBuffer("body"),
                row.getInteger("attempts"),
                Columns.moment(row, "created_at"));
    }
}
