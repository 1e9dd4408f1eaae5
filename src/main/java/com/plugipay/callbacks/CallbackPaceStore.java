package com.plugipay.callbacks;

import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** The paces of all accounts in the database, which all nodes share. */
final class CallbackPaceStore {
    private static final NamedSql FIND = NamedSql.of("""
            select peak, peak_since_mismatch, mismatch_at from callback_paces
             where workspace_id = :workspace and mode = :mode and provider = :provider""");

    private static final NamedSql COUNT_TRUSTED = NamedSql.of("""
            insert into callback_minutes as counted (workspace_id, mode, provider, minute, trusted)
            select workspace_id, mode, provider, minute, count(*)
              from unnest(:workspaces::text[], :modes::text[], :providers::text[], :minutes::timestamptz[])
                as trusted (workspace_id, mode, provider, minute)
             group by 1, 2, 3, 4 order by 1, 2, 3, 4
            on conflict (workspace_id, mode, provider, minute)
                do update set trusted = counted.trusted + excluded.trusted
            returning workspace_id, mode, provider, minute, trusted""");

    /** Each attempt counts once. Callbacks of the minute of the last mismatch, or before it, do not raise the peak after it. */
    private static final NamedSql COUNT_CONFIRMED = NamedSql.of("""
            with confirmed (workspace_id, mode, id, minute) as (
                select * from unnest(:workspaces::text[], :modes::text[], :attempt_ids::text[], :minutes::timestamptz[])),
            marked as (
                update payment_attempts a set confirmed_at = :now
                  from confirmed c
                 where a.workspace_id = c.workspace_id collate "C" and a.mode = c.mode and a.id = c.id collate "C"
                   and a.confirmed_at is null
                returning a.workspace_id, a.mode, a.provider, c.minute),
            counted as (
                insert into callback_minutes as before (workspace_id, mode, provider, minute, confirmed)
                select workspace_id, mode, provider, minute, count(*) from marked
                 group by 1, 2, 3, 4 order by 1, 2, 3, 4
                on conflict (workspace_id, mode, provider, minute)
                    do update set confirmed = before.confirmed + excluded.confirmed
                returning workspace_id, mode, provider, minute, confirmed)
            insert into callback_paces as before (workspace_id, mode, provider, peak, peak_since_mismatch)
            select c.workspace_id, c.mode, c.provider, max(c.confirmed),
                   coalesce(max(c.confirmed) filter (where c.minute > p.mismatch_at), 0)
              from counted c
                   left join callback_paces p
                     on p.workspace_id = c.workspace_id and p.mode = c.mode and p.provider = c.provider
             group by 1, 2, 3 order by 1, 2, 3
            on conflict (workspace_id, mode, provider) do update
                set peak = greatest(before.peak, excluded.peak),
                    peak_since_mismatch = greatest(before.peak_since_mismatch, excluded.peak_since_mismatch)
              where before.peak < excluded.peak or before.peak_since_mismatch < excluded.peak_since_mismatch""");

    private static final NamedSql RECORD_MISMATCH = NamedSql.of("""
            insert into callback_paces (workspace_id, mode, provider, mismatch_at)
            values (:workspace, :mode, :provider, :now)
            on conflict (workspace_id, mode, provider) do update
                set mismatch_at = excluded.mismatch_at, peak_since_mismatch = 0""");

    private static final NamedSql DELETE_MINUTES = NamedSql.of("delete from callback_minutes where minute < :before");

    private final Database database;

    /** How many callbacks of one minute all nodes have trusted. */
    record TrustedCount(Tenant tenant, ProviderKind provider, Instant minute, int callbacks) {}

    /** An attempt whose payment the provider has confirmed, and when its callback came. */
    record Confirmed(Tenant tenant, String attemptId, Instant receivedAt) {}

    CallbackPaceStore(Database database) {
        this.database = database;
    }

    /** The pace of an account; {@link CallbackPace#NEW} when nothing is stored of it. */
    Future<CallbackPace> find(Tenant tenant, ProviderKind provider) {
        return database.one(
                        FIND,
                        Values.of(tenant).and("provider", provider.text()),
                        row -> new CallbackPace(
                                row.getInteger("peak"),
                                row.getInteger("peak_since_mismatch"),
                                Columns.instant(row, "mismatch_at")))
                .map(found -> found.orElse(CallbackPace.NEW));
    }

    /** Adds trusted callbacks to the counts of their minutes; gives the new counts of these minutes. */
    Future<List<TrustedCount>> countTrusted(List<Unconfirmed> trusted) {
        Values values = Batch.of(trusted.stream().map(Unconfirmed::callback).toList())
                .tenants(StoredCallback::tenant)
                .texts("providers", callback -> callback.provider().text())
                .times("minutes", callback -> MinuteCounts.minute(callback.receivedAt()))
                .values();
        return database.many(
                COUNT_TRUSTED,
                values,
                row -> new TrustedCount(
                        Columns.tenant(row),
                        ProviderKind.of(row.getString("provider")),
                        Columns.moment(row, "minute"),
                        row.getInteger("trusted")));
    }

    /** Adds confirmed payments to the counts of their minutes, and raises the pace of an account that was never as fast. */
    Future<Void> countConfirmed(List<Confirmed> confirmed, Instant now) {
        Values values = Batch.of(confirmed)
                .tenants(Confirmed::tenant)
                .texts("attempt_ids", Confirmed::attemptId)
                .times("minutes", payment -> MinuteCounts.minute(payment.receivedAt()))
                .values()
                .and("now", now);
        return database.run(COUNT_CONFIRMED, values).mapEmpty();
    }

    /** Records that the provider did not confirm a callback. */
    Future<Void> recordMismatch(Tenant tenant, ProviderKind provider, Instant now) {
        return database.run(
                        RECORD_MISMATCH,
                        Values.of(tenant).and("provider", provider.text()).and("now", now))
                .mapEmpty();
    }

    /** Deletes the counts of the minutes before that moment; the paces stay. */
    Future<Void> deleteBefore(Instant moment) {
        return database.run(DELETE_MINUTES, Values.none().and("before", moment)).mapEmpty();
    }
}
