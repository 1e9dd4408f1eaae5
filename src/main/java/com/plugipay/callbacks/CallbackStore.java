package com.plugipay.callbacks;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.providers.ProviderKind;
import com.plugipay.work.DueTable;
import com.plugipay.work.DueWork;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stored callbacks. They are inserted, claimed and updated in batches. */
final class CallbackStore {
    /** Callbacks that are to be worked on, as claims find them. */
    static final DueTable DUE = new DueTable.Layout(
                    "provider_callbacks",
                    "identity",
                    "due_at",
                    "attempts",
                    "workspace_id, mode, id, provider, identity, headers, body, attempts, created_at")
            .byProviderRecording(ProviderKind.texts(), "processed_at");

    /** Of all workspaces. */
    private static final NamedSql QUEUE = NamedSql.of("""
            select count(*) as number, coalesce(extract(epoch from :now::timestamptz - min(created_at)), 0)::bigint as age
              from provider_callbacks where due_at is not null""");

    private static final NamedSql INSERT = NamedSql.of("""
            insert into provider_callbacks (workspace_id, mode, id, provider, identity, headers, body, created_at, due_at)
            select workspace_id, mode, id, provider, identity, headers, body, created_at, created_at
              from unnest(:workspaces::text[], :modes::text[], :ids::text[], :providers::text[], :identities::text[],
                          :headers::text[], :bodies::bytea[], :received_at::timestamptz[])
                as received (workspace_id, mode, id, provider, identity, headers, body, created_at)
            on conflict do nothing""");

    /** A share for each account that has any, so that an account with many does not delay the others. */
    private static final NamedSql CLAIM_UNCONFIRMED =
            NamedSql.of("""
            update provider_callbacks c set confirm_at = :leased_until
             where c.ctid = any (array(
                select of_account.ctid
                  from provider_accounts a,
                       lateral (
                        select due.ctid from provider_callbacks due
                         where due.workspace_id = a.workspace_id and due.mode = a.mode and due.provider = a.kind
                           and due.confirm_at <= :now
                         order by due.confirm_at limit :most_of_account
                           for update of due skip locked) of_account
                 where a.kind = any (:providers) and %s
                 limit :most))
            returning c.workspace_id, c.mode, c.id, c.provider, c.identity, c.headers, c.body, c.attempts, c.created_at
            """.formatted(ExistingWorkspaces.only("a.workspace_id")));

    /** Each row is found by its whole key, in the key's collation, without which no index is used. */
    private static final NamedSql SCHEDULE_CONFIRMATION = NamedSql.of("""
            update provider_callbacks c set confirm_at = r.confirm_at, last_error = r.error
              from unnest(:workspaces::text[], :modes::text[], :providers::text[], :identities::text[],
                          :confirm_at::timestamptz[], :errors::text[])
                    as r (workspace_id, mode, provider, identity, confirm_at, error)
             where c.workspace_id = r.workspace_id collate "C" and c.mode = r.mode
               and c.identity = r.identity collate "C" and c.provider = r.provider""");

    private static final NamedSql DELETE_DONE = NamedSql.of("""
            delete from provider_callbacks
             where ctid = any (array(
                select ctid from provider_callbacks
                 where processed_at < :before and confirm_at is null
                 limit :most for update skip locked))""");

    /** An account that is used for more than this gateway sends callbacks about payments that are unknown here. */
    private static final NamedSql DELETE_GIVEN_UP = NamedSql.of("""
            delete from provider_callbacks
             where ctid = any (array(
                select ctid from provider_callbacks
                 where processed_at is null and last_error is not null and due_at is null and created_at < :before
                 limit :most for update skip locked))""");

    private final Database database;

    /**
     * A callback that was trusted: the provider is to confirm its payment.
     *
     * @param at when to ask the provider; null when it has answered, or the confirmation is given up
     * @param error why the last confirmation failed, as a code; null when none did
     */
    record Unconfirmed(
            StoredCallback callback,
            @Nullable Instant at,
            @Nullable String error) {}

    CallbackStore(Database database) {
        this.database = database;
    }

    /** How many wait to be processed, or for another try; and the age of the oldest in seconds. */
    Future<CallbackQueue> queue(Instant now) {
        return database.one(
                        QUEUE,
                        Values.none().and("now", now),
                        row -> new CallbackQueue(row.getLong("number"), Math.max(0, row.getLong("age"))))
                .map(Optional::orElseThrow);
    }

    /** Stores callbacks durably, except those that are stored already; gives how many were new. */
    Future<Integer> insert(List<StoredCallback> received) {
        Values values = keys(received)
                .texts("ids", StoredCallback::id)
                .texts("headers", StoredCallback::headers)
                .times("received_at", StoredCallback::receivedAt)
                .values()
                .and("bodies", received.stream().map(StoredCallback::body).toArray(Buffer[]::new));
        return database.run(INSERT, values).map(RowSet::rowCount);
    }

    /**
     * Claims trusted callbacks whose payments are to be confirmed now.
     *
     * @param providers whose callbacks are trusted
     * @param mostOfAccount how many of one account at most
     */
    Future<List<StoredCallback>> claimUnconfirmed(
            Instant now, List<ProviderKind> providers, int mostOfAccount, int most) {
        Values values = Values.none()
                .and("now", now)
                .and("leased_until", now.plus(DueWork.LEASE))
                .and("most_of_account", mostOfAccount)
                .and("most", most)
                .and("providers", providers.stream().map(ProviderKind::text).toArray(String[]::new));
        return database.many(CLAIM_UNCONFIRMED, values, CallbackStore::read);
    }

    /** Stores when the payment of each callback is to be confirmed. */
    Future<Void> scheduleConfirmation(List<Unconfirmed> unconfirmed) {
        Values times = Batch.of(unconfirmed)
                .times("confirm_at", Unconfirmed::at)
                .texts("errors", Unconfirmed::error)
                .values();
        Values values = keys(unconfirmed.stream().map(Unconfirmed::callback).toList())
                .values()
                .and(times);
        return database.run(SCHEDULE_CONFIRMATION, values).mapEmpty();
    }

    /** Deletes some callbacks that were done before that moment, or came before it and were given up; gives how many. */
    Future<Integer> deleteBefore(Instant moment, int most) {
        Values values = Values.none().and("before", moment).and("most", most);
        return database.run(DELETE_DONE, values)
                .compose(done ->
                        database.run(DELETE_GIVEN_UP, values).map(givenUp -> done.rowCount() + givenUp.rowCount()));
    }

    private static Batch<StoredCallback> keys(List<StoredCallback> callbacks) {
        return Batch.of(callbacks)
                .tenants(StoredCallback::tenant)
                .texts("providers", callback -> callback.provider().text())
                .texts("identities", StoredCallback::identity);
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
