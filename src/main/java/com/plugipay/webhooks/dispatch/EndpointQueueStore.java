package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Batch;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.work.Claimable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The queues of all webhook endpoints, which nodes claim for the time of a lease. */
final class EndpointQueueStore {
    /** Bodies that are read at once, in bytes, and the one that goes beyond; the rest stays due. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /**
     * Claims queues that are due and reads the due deliveries of these and of queues that are held already. Deliveries
     * are not marked: the queue belongs to this node alone.
     */
    private static final NamedSql CLAIM =
            NamedSql.of("""
            with due as (
                select workspace_id, mode, endpoint_id from webhook_endpoint_queues
                 where coalesce(leased_until, due_at) <= :now and workspace_id <> all (:busy) and %s
                 order by coalesce(leased_until, due_at) limit :queues
                   for no key update skip locked),
            taken as (
                update webhook_endpoint_queues q
                   set leased_until = :leased_until, lease = q.lease + 1, due_at = null, woken = false,
                       claimed_by = :node
                  from due
                 where q.workspace_id = due.workspace_id and q.mode = due.mode and q.endpoint_id = due.endpoint_id
                returning q.workspace_id, q.mode, q.endpoint_id, q.lease, q.pace, q.paused_until, q.spent_until,
                    least(q.pace, :deliveries_of_each) as room),
            queues as (
                select * from taken
                union all
                select workspace_id collate "C", mode, endpoint_id collate "C", lease, null, null, null, room
                  from unnest(:workspaces::text[], :modes::text[], :endpoint_ids::text[], :leases::bigint[],
                              :capacities::integer[])
                    as held (workspace_id, mode, endpoint_id, lease, room)),
            due_deliveries as (
                select q.*, e.url, e.status as endpoint_status, e.secret, e.disabled_at, e.consecutive_failures,
                    e.max_concurrency, e.max_per_second,
                    case when e.previous_secret_until > :now then e.previous_secret end as previous_secret,
                    d.id, d.event_id, d.attempts, d.tries, d.trying_since, d.delivered_at, d.payload,
                    coalesce(sum(octet_length(d.payload)) over (rows unbounded preceding) - octet_length(d.payload), 0)
                        < %d as fits
                  from queues q
                  left join webhook_endpoints e
                    on e.workspace_id = q.workspace_id and e.mode = q.mode and e.id = q.endpoint_id
                  left join lateral (
                    select w.id, w.event_id, w.attempts, w.tries, w.trying_since, w.delivered_at,
                        coalesce(w.body, (
                            select v.payload from events v
                             where v.workspace_id = q.workspace_id and v.mode = q.mode and v.id = w.event_id))
                                as payload
                      from webhook_deliveries w
                     where w.workspace_id = q.workspace_id and w.mode = q.mode and w.endpoint_id = q.endpoint_id
                       and w.status = 'pending' and w.due_at <= :now and w.id <> all (:in_flight)
                     order by w.due_at limit least(q.room, e.max_concurrency)) d on e.status = 'active')
            select workspace_id, mode, endpoint_id, lease, pace, paused_until, spent_until, url, endpoint_status, secret,
                previous_secret, disabled_at, consecutive_failures, max_concurrency, max_per_second, id, event_id,
                attempts, tries, trying_since, delivered_at, fits, case when fits then payload end as body
              from due_deliveries""".formatted(ExistingWorkspaces.only("workspace_id"), MOST_BYTES));

    /**
     * Locks the queues in the order of their keys first (see {@link EndpointKey}). A queue that was released is not among
     * them although its lease is still the newest: a late renewal must not hold a queue on which no node works.
     */
    private static final NamedSql RENEW = NamedSql.of("""
            with locked as (
                select q.workspace_id, q.mode, q.endpoint_id
                  from unnest(:workspaces::text[], :modes::text[], :endpoint_ids::text[], :leases::bigint[])
                    as held (workspace_id, mode, endpoint_id, lease)
                  join webhook_endpoint_queues q
                    on q.workspace_id = held.workspace_id collate "C" and q.mode = held.mode
                   and q.endpoint_id = held.endpoint_id collate "C" and q.lease = held.lease
                   and q.leased_until is not null
                 order by q.workspace_id, q.mode, q.endpoint_id
                   for no key update of q)
            update webhook_endpoint_queues q set leased_until = :leased_until
              from locked l
             where q.workspace_id = l.workspace_id and q.mode = l.mode and q.endpoint_id = l.endpoint_id
            returning q.workspace_id, q.mode, q.endpoint_id""");

    /**
     * Locks like {@link #RENEW}. A delivery that became due meanwhile has set due_at, which stays; a wake-up has ended the
     * pause. Both are compared once the row is locked: a delivery that is added at this moment is not overlooked.
     */
    private static final NamedSql RELEASE = NamedSql.of("""
            with locked as (
                select q.workspace_id, q.mode, q.endpoint_id, held.pace, held.paused_until, held.spent_until,
                       held.not_before
                  from unnest(:workspaces::text[], :modes::text[], :endpoint_ids::text[], :leases::bigint[],
                              :paces::integer[], :paused_until::timestamptz[], :spent_until::timestamptz[],
                              :not_before::timestamptz[])
                    as held (workspace_id, mode, endpoint_id, lease, pace, paused_until, spent_until, not_before)
                  join webhook_endpoint_queues q
                    on q.workspace_id = held.workspace_id collate "C" and q.mode = held.mode
                   and q.endpoint_id = held.endpoint_id collate "C" and q.lease = held.lease
                   and q.leased_until is not null
                 order by q.workspace_id, q.mode, q.endpoint_id
                   for no key update of q)
            update webhook_endpoint_queues q
               set leased_until = null, claimed_by = null, pace = l.pace, spent_until = l.spent_until, woken = false,
                   paused_until = case when not q.woken then l.paused_until end,
                   due_at = case when coalesce(q.due_at, next.due_at) is not null
                                 then greatest(case when not q.woken then l.not_before end,
                                               least(q.due_at, next.due_at)) end
              from locked l
              left join lateral (
                select d.due_at from webhook_deliveries d
                 where d.workspace_id = l.workspace_id and d.mode = l.mode and d.endpoint_id = l.endpoint_id
                   and d.status = 'pending'
                 order by d.due_at limit 1) next on true
             where q.workspace_id = l.workspace_id and q.mode = l.mode and q.endpoint_id = l.endpoint_id""");

    /** Locks queues in the order of their keys, as every statement does. */
    private static final NamedSql RELEASE_CLAIMED = NamedSql.of("""
            with left_behind as (
                select workspace_id, mode, endpoint_id from webhook_endpoint_queues
                 where claimed_by = any (:numbers) and leased_until is not null
                   and coalesce(leased_until, due_at) <= :latest
                 order by workspace_id, mode, endpoint_id
                   for no key update)
            update webhook_endpoint_queues q set leased_until = null, claimed_by = null, due_at = :now
              from left_behind b
             where q.workspace_id = b.workspace_id and q.mode = b.mode and q.endpoint_id = b.endpoint_id""");

    private static final NamedSql STATE = NamedSql.of("""
            select count(*) filter (where q.paused_until > :now) as paused,
                coalesce(extract(epoch from :now - min(d.due_at) filter (
                    where q.paused_until is null or q.paused_until <= :now)), 0)::bigint as oldest
              from webhook_endpoint_queues q
              join webhook_endpoints e
                on e.workspace_id = q.workspace_id and e.mode = q.mode and e.id = q.endpoint_id
               and e.status = 'active'
              left join lateral (
                select w.due_at from webhook_deliveries w
                 where w.workspace_id = q.workspace_id and w.mode = q.mode and w.endpoint_id = q.endpoint_id
                   and w.status = 'pending' and w.due_at <= :now
                 order by w.due_at limit 1) d on true
             where q.due_at is not null or q.leased_until is not null""");

    /** The queues, which nodes claim. */
    static final Claimable CLAIMED = () -> RELEASE_CLAIMED;

    private final Database database;
    private final Duration lease;
    private final IntSupplier claimNumber;

    /**
     * Claims queues of that database.
     *
     * @param lease how long a node holds a queue unless it renews the lease
     * @param claimNumber the number that this start of the node claims with
     */
    EndpointQueueStore(Database database, Duration lease, IntSupplier claimNumber) {
        this.database = database;
        this.lease = lease;
        this.claimNumber = claimNumber;
    }

    /**
     * A queue with the deliveries that are due.
     *
     * @param pace as the previous holder left it; set, like the times that follow, only for a newly claimed queue
     * @param endpoint null when it is deleted
     */
    record ClaimedQueue(
            EndpointKey key,
            long lease,
            int pace,
            @Nullable Instant pausedUntil,
            @Nullable Instant spentUntil,
            @Nullable EndpointFacts endpoint,
            List<ClaimedDelivery> deliveries) {}

    /**
     * The data of an endpoint that sending to it needs.
     *
     * @param secret encrypted, like the previous one
     */
    record EndpointFacts(
            WebAddress url,
            boolean isActive,
            @Nullable Instant disabledAt,
            int consecutiveFailures,
            int maxConcurrency,
            int maxPerSecond,
            Buffer secret,
            @Nullable Buffer previousSecret) {

        /** When the pending deliveries of a disabled endpoint fail. */
        Instant givenUpAt() {
            return disabledAt == null ? Instant.EPOCH : disabledAt.plus(RetrySchedule.WINDOW);
        }
    }

    /** A queue that is held already and may start that many more deliveries. */
    record HeldQueue(EndpointQueue queue, int capacity) {}

    /**
     * How a queue is released.
     *
     * @param notBefore no node claims it earlier
     */
    record Release(
            EndpointKey key,
            long lease,
            int pace,
            @Nullable Instant pausedUntil,
            @Nullable Instant spentUntil,
            Instant notBefore) {}

    /**
     * Claims new queues, the longest due first, and reads more deliveries of those that are held.
     *
     * @param queues how many new queues at most
     * @param deliveriesOfEach how many deliveries of each new queue at most
     * @param busyWorkspaces whose queues are not claimed: they have reached their limit
     * @param inFlight the deliveries in flight, which are not read again
     */
    Future<List<ClaimedQueue>> claim(
            int queues,
            int deliveriesOfEach,
            Set<String> busyWorkspaces,
            List<HeldQueue> held,
            Set<String> inFlight,
            Instant now) {
        Values values = held(
                        held, read -> read.queue().key(), read -> read.queue().lease())
                .integers("capacities", HeldQueue::capacity)
                .values()
                .and("now", now)
                .and("leased_until", now.plus(lease))
                .and("busy", busyWorkspaces.toArray(String[]::new))
                .and("queues", queues)
                .and("deliveries_of_each", deliveriesOfEach)
                .and("in_flight", inFlight.toArray(String[]::new))
                .and("node", claimNumber.getAsInt());
        return database.run(CLAIM, values).map(ClaimedQueues::read);
    }

    /** Renews the leases; gives the queues that still belong to this node. */
    Future<Set<EndpointKey>> renew(List<EndpointQueue> queues, Instant now) {
        Values values =
                held(queues, EndpointQueue::key, EndpointQueue::lease).values().and("leased_until", now.plus(lease));
        return database.many(RENEW, values, EndpointKey::read).map(Set::copyOf);
    }

    /** Ends the leases. */
    Future<Void> release(List<Release> queues) {
        Values values = held(queues, Release::key, Release::lease)
                .integers("paces", Release::pace)
                .times("paused_until", Release::pausedUntil)
                .times("spent_until", Release::spentUntil)
                .times("not_before", Release::notBefore)
                .values();
        return database.run(RELEASE, values).mapEmpty();
    }

    private static <T> Batch<T> held(List<T> queues, Function<T, EndpointKey> key, Function<T, Long> lease) {
        return Batch.of(queues)
                .tenants(queue -> key.apply(queue).tenant())
                .texts("endpoint_ids", queue -> key.apply(queue).endpointId())
                .longs("leases", lease);
    }

    /**
     * The state of the queues of all active endpoints.
     *
     * @param paused how many are paused
     * @param oldestDueSeconds the age of the oldest due delivery of the others
     */
    record State(long paused, long oldestDueSeconds) {}

    /** Reads the state of the queues. */
    static Future<State> state(Database database, Instant now) {
        return database.one(
                        STATE,
                        Values.none().and("now", now),
                        row -> new State(row.getLong("paused"), row.getLong("oldest")))
                .map(Optional::orElseThrow);
    }
}
