package com.plugipay.overview;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Method;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Sums and counts over what others have written. */
final class OverviewStore {
    /** An id is made a little before its object is created: a request that was interrupted goes on with the same id. */
    private static final Duration MADE_BEFORE = Duration.ofHours(1);

    /**
     * Ids are in the order of time: the ranges of the primary keys leave out what is older. What is older than the first period
     * all the same is in period 0.
     */
    static final NamedSql BY_PERIOD = NamedSql.of("""
            select width_bucket(created_at, :bounds::timestamptz[]) as period, currency, payment_method ->> 'type' as method,
                   sum(amount)::bigint as received, 0::bigint as refunded, coalesce(sum(fee_amount), 0)::bigint as fees,
                   count(*) as succeeded, 0::bigint as failed
              from payments
             where workspace_id = :workspace and mode = :mode and id >= :first_payment and id < :last_payment
               and status in ('succeeded', 'partially_refunded', 'refunded')
             group by 1, 2, 3
             union all
            select width_bucket(created_at, :bounds::timestamptz[]), currency, null, 0, sum(amount)::bigint, 0, 0, 0
              from refunds
             where workspace_id = :workspace and mode = :mode and id >= :first_refund and id < :last_refund
               and status = 'succeeded'
             group by 1, 2
             union all
            select width_bucket(created_at, :bounds::timestamptz[]), currency, null, 0, 0, 0, 0, count(*)
              from payment_attempts
             where workspace_id = :workspace and mode = :mode and id >= :first_attempt and id < :last_attempt
               and status = 'failed' and amount > 0
             group by 1, 2""");

    /** Attempts in review are among what is stuck, and count once. */
    private static final NamedSql WAITING = NamedSql.of("""
            select (select count(*) from payment_attempts
                     where workspace_id = :workspace and mode = :mode and provider = 'manual' and status = 'active') as transfers,
                   (select count(*) from payment_attempts
                     where workspace_id = :workspace and mode = :mode and status = 'review') as reviews,
                   (select count(*) from stuck where workspace_id = :workspace and mode = :mode) as stuck,
                   (select count(*) from webhook_endpoints
                     where workspace_id = :workspace and mode = :mode
                       and (status = 'disabled' or last_error is not null)) as webhook_endpoints,
                   (select count(*) from provider_accounts
                     where workspace_id = :workspace and mode = :mode and status = 'error') as provider_accounts""");

    /** A paid attempt is found by an index that holds no others. */
    private static final NamedSql FIRST_STEPS = NamedSql.of("""
            select exists (select from provider_accounts where workspace_id = :workspace and mode = 'test') as has_provider,
                   exists (select from api_keys
                            where workspace_id = :workspace and mode in ('test', 'live') and last_used_at is not null)
                       as has_used_key,
                   exists (select from payment_attempts
                            where workspace_id = :workspace and mode = 'test' and status = 'succeeded'
                              and payment_id is not null) as has_test_payment,
                   exists (select from provider_accounts where workspace_id = :workspace and mode = 'live')
                       as has_live_provider,
                   exists (select from payment_attempts
                            where workspace_id = :workspace and mode = 'live' and status = 'succeeded'
                              and payment_id is not null) as has_live_payment""");

    private final Database database;

    OverviewStore(Database database) {
        this.database = database;
    }

    /** What happened in the periods between these instants, which rise; only what happened. */
    Future<List<PeriodFigures>> between(Tenant tenant, List<Instant> bounds) {
        return database.many(BY_PERIOD, values(tenant, bounds), row -> figures(row, bounds))
                .map(found -> found.stream().flatMap(Optional::stream).toList());
    }

    /** The parameters of {@link #BY_PERIOD}. */
    static Values values(Tenant tenant, List<Instant> bounds) {
        Instant last = bounds.getLast();
        Instant first = bounds.getFirst().minus(MADE_BEFORE);
        return Values.of(tenant)
                .and("bounds", bounds.stream().map(Columns::time).toArray(OffsetDateTime[]::new))
                .and("first_payment", Ids.before(first, "pay"))
                .and("first_refund", Ids.before(first, "re"))
                .and("first_attempt", Ids.before(first, "att"))
                .and("last_payment", Ids.before(last, "pay"))
                .and("last_refund", Ids.before(last, "re"))
                .and("last_attempt", Ids.before(last, "att"));
    }

    /** What waits for a person. */
    Future<WaitingWork> waiting(Tenant tenant) {
        return database.one(WAITING, Values.of(tenant), OverviewStore::waiting)
                .map(found -> found.orElseThrow(NoSuchElementException::new));
    }

    /** How far the workspace has come. */
    Future<FirstSteps> firstSteps(Tenant tenant) {
        return database.one(
                        FIRST_STEPS,
                        Values.none().and("workspace", tenant.workspaceId()),
                        row -> new FirstSteps(
                                row.getBoolean("has_provider"),
                                row.getBoolean("has_used_key"),
                                row.getBoolean("has_test_payment"),
                                row.getBoolean("has_live_provider"),
                                row.getBoolean("has_live_payment")))
                .map(found -> found.orElseThrow(NoSuchElementException::new));
    }

    /** Empty for what happened before the first period or after the last one. */
    private static Optional<PeriodFigures> figures(Row row, List<Instant> bounds) {
        int period = row.getInteger("period");
        if (period < 1 || period >= bounds.size()) {
            return Optional.empty();
        }
        String method = row.getString("method");
        long received = row.getLong("received");
        long refunded = row.getLong("refunded");
        long fees = row.getLong("fees");
        return Optional.of(new PeriodFigures(
                bounds.get(period - 1),
                row.getString("currency"),
                method == null ? null : Method.of(method),
                new Figures(
                        received,
                        refunded,
                        fees,
                        received - refunded - fees,
                        row.getLong("succeeded"),
                        row.getLong("failed"))));
    }

    private static WaitingWork waiting(Row row) {
        long reviews = row.getLong("reviews");
        return new WaitingWork(
                row.getLong("transfers"),
                reviews,
                row.getLong("stuck") - reviews,
                row.getLong("webhook_endpoints"),
                row.getLong("provider_accounts"));
    }
}
