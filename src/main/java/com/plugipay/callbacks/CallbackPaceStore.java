package com.plugipay.callbacks;

import com.plugipay.callbacks.CallbackStore.Unconfirmed;
import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** The paces of all accounts in the database, which nodes share and which outlive them. */
final class CallbackPaceStore {
    private static final String FIND = """
            select fastest, fastest_since, doubted_at from notice_paces
             where workspace_id = $1 and mode = $2 and provider = $3""";
    private static final String BELIEVED = """
            insert into notice_minutes as known (workspace_id, mode, provider, minute, believed)
            select workspace_id, mode, provider, minute, count(*)
              from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
                as believed (workspace_id, mode, provider, minute)
             group by 1, 2, 3, 4 order by 1, 2, 3, 4
            on conflict (workspace_id, mode, provider, minute) do update set believed = known.believed + excluded.believed
            returning workspace_id, mode, provider, minute, believed""";
    /** Each attempt counts once. What came before the last doubt, or in its minute, does not count against it. */
    private static final String CONFIRMED = """
            with told (workspace_id, mode, id, minute) as (
                select * from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[])),
            noted as (
                update payment_attempts a set confirmed_at = $1
                  from told t
                 where a.workspace_id = t.workspace_id collate "C" and a.mode = t.mode and a.id = t.id collate "C"
                   and a.confirmed_at is null
                returning a.workspace_id, a.mode, a.provider, t.minute),
            counted as (
                insert into notice_minutes as known (workspace_id, mode, provider, minute, confirmed)
                select workspace_id, mode, provider, minute, count(*) from noted
                 group by 1, 2, 3, 4 order by 1, 2, 3, 4
                on conflict (workspace_id, mode, provider, minute)
                    do update set confirmed = known.confirmed + excluded.confirmed
                returning workspace_id, mode, provider, minute, confirmed)
            insert into notice_paces as known (workspace_id, mode, provider, fastest, fastest_since)
            select c.workspace_id, c.mode, c.provider, max(c.confirmed),
                   coalesce(max(c.confirmed) filter (where c.minute > p.doubted_at), 0)
              from counted c
                   left join notice_paces p
                     on p.workspace_id = c.workspace_id and p.mode = c.mode and p.provider = c.provider
             group by 1, 2, 3 order by 1, 2, 3
            on conflict (workspace_id, mode, provider) do update
                set fastest = greatest(known.fastest, excluded.fastest),
                    fastest_since = greatest(known.fastest_since, excluded.fastest_since)
              where known.fastest < excluded.fastest or known.fastest_since < excluded.fastest_since""";

    private static final String DOUBT = """
            insert into notice_paces (workspace_id, mode, provider, doubted_at) values ($1, $2, $3, $4)
            on conflict (workspace_id, mode, provider) do update
                set doubted_at = excluded.doubted_at, fastest_since = 0""";
    private static final String FORGET = "delete from notice_minutes where minute < $1";

    private final Database database;

    /** How many were believed of one minute, by all nodes. */
    record Believed(Tenant tenant, ProviderKind provider, Instant minute, int notices) {}

    /** An attempt whose payment the provider has confirmed, and when its notice came. */
    record Confirmed(Tenant tenant, String attemptId, Instant receivedAt) {}

    CallbackPaceStore(Database database) {
        this.database = database;
    }

    Future<CallbackPace> find(Tenant tenant, ProviderKind provider) {
        return database.one(
                        FIND,
                        Tuple.of(tenant.workspaceId(), tenant.mode().text(), provider.text()),
                        row -> new CallbackPace(
                                row.getInteger("fastest"),
                                row.getInteger("fastest_since"),
                                Columns.instant(row, "doubted_at")))
                .map(found -> found.orElse(CallbackPace.NEW));
    }

    /** Counts what was believed; gives how many that makes of each minute. */
    Future<List<Believed>> believed(List<Unconfirmed> believed) {
        Tuple parameters = Batch.of(believed.stream().map(Unconfirmed::callback).toList())
                .texts(callback -> callback.tenant().workspaceId())
                .texts(callback -> callback.tenant().mode().text())
                .texts(callback -> callback.provider().text())
                .times(callback -> MinuteCounts.minute(callback.receivedAt()))
                .parameters();
        return database.many(
                BELIEVED,
                parameters,
                row -> new Believed(
                        Columns.tenant(row),
                        ProviderKind.of(row.getString("provider")),
                        Columns.moment(row, "minute"),
                        row.getInteger("believed")));
    }

    /** Counts what was confirmed, and notes it where there never was as much in a minute. */
    Future<Void> confirmed(List<Confirmed> confirmed, Instant now) {
        Tuple parameters = Batch.of(confirmed, Columns.time(now))
                .texts(each -> each.tenant().workspaceId())
                .texts(each -> each.tenant().mode().text())
                .texts(Confirmed::attemptId)
                .times(each -> MinuteCounts.minute(each.receivedAt()))
                .parameters();
        return database.run(CONFIRMED, parameters).mapEmpty();
    }

    /** The provider did not confirm a notice. */
    Future<Void> doubt(Tenant tenant, ProviderKind provider, Instant now) {
        return database.run(
                        DOUBT, Tuple.of(tenant.workspaceId(), tenant.mode().text(), provider.text(), Columns.time(now)))
                .mapEmpty();
    }

    /** Deletes the minutes before that moment; the paces stay. */
    Future<Void> forgetBefore(Instant moment) {
        return database.run(FORGET, Tuple.of(Columns.time(moment))).mapEmpty();
    }
}
