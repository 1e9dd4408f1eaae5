package com.plugipay.webhooks;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.work.Claimable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The lanes in the database, as the nodes share them out among themselves. */
final class Lanes {
    /** As much is read at once, in bytes of bodies, and the one that goes beyond; the rest is still due afterwards. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /**
     * Takes lanes that are due and reads what is due in them, and in lanes that are held already. What is due in a lane
     * is read and not marked: the lane is this node's alone.
     */
    private static final String TAKE = """
            with due as (
                select workspace_id, mode, endpoint_id from webhook_lanes
                 where coalesce(leased_until, due_at) <= $1 and workspace_id <> all ($3)
                 order by coalesce(leased_until, due_at) limit $4
                   for no key update skip locked),
            taken as (
                update webhook_lanes l
                   set leased_until = $2, lease = l.lease + 1, due_at = null, woken = false, claimed_by = $12
                  from due
                 where l.workspace_id = due.workspace_id and l.mode = due.mode and l.endpoint_id = due.endpoint_id
                returning l.workspace_id, l.mode, l.endpoint_id, l.lease, l.pace, l.paused_until, l.spent_until,
                    least(l.pace, $5) as room),
            lanes as (
                select * from taken
                union all
                select workspace_id collate "C", mode, endpoint_id collate "C", lease, null, null, null, room
                  from unnest($7::text[], $8::text[], $9::text[], $10::bigint[], $11::integer[])
                    as held (workspace_id, mode, endpoint_id, lease, room)),
            due_deliveries as (
                select l.*, e.url, e.status as endpoint_status, e.secret, e.disabled_at, e.consecutive_failures,
                    e.max_concurrency, e.max_per_second,
                    case when e.previous_secret_until > $1 then e.previous_secret end as previous_secret,
                    d.id, d.event_id, d.attempts, d.tries, d.trying_since, d.delivered_at, d.payload,
                    coalesce(sum(octet_length(d.payload)) over (rows unbounded preceding) - octet_length(d.payload), 0)
                        < %d as fits
                  from lanes l
                  left join webhook_endpoints e
                    on e.workspace_id = l.workspace_id and e.mode = l.mode and e.id = l.endpoint_id
                  left join lateral (
                    select w.id, w.event_id, w.attempts, w.tries, w.trying_since, w.delivered_at,
                        coalesce(w.body, (
                            select v.payload from events v
                             where v.workspace_id = l.workspace_id and v.mode = l.mode and v.id = w.event_id))
                                as payload
                      from webhook_deliveries w
                     where w.workspace_id = l.workspace_id and w.mode = l.mode and w.endpoint_id = l.endpoint_id
                       and w.status = 'pending' and w.due_at <= $1 and w.id <> all ($6)
                     order by w.due_at limit least(l.room, e.max_concurrency)) d on e.status = 'active')
            select workspace_id, mode, endpoint_id, lease, pace, paused_until, spent_until, url, endpoint_status, secret,
                previous_secret, disabled_at, consecutive_failures, max_concurrency, max_per_second, id, event_id,
                attempts, tries, trying_since, delivered_at, fits, case when fits then payload end as body
              from due_deliveries""".formatted(MOST_BYTES);

    /**
     * The lock that comes first takes them in the order of their keys: see {@link LaneKey}. One that was given back is not
     * ours, although its lease is still the newest: a renewal that comes late must not hold what nobody works.
     */
    private static final String OURS = """
            with ours as (
                select l.workspace_id, l.mode, l.endpoint_id, l.due_at, held.*
                  from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]%s)
                    as held (workspace, world, endpoint, held_lease%s)
                  join webhook_lanes l on l.workspace_id = held.workspace collate "C" and l.mode = held.world
                   and l.endpoint_id = held.endpoint collate "C" and l.lease = held.held_lease
                   and l.leased_until is not null
                 order by l.workspace_id, l.mode, l.endpoint_id
                   for no key update of l)
            """;

    private static final String RENEW = OURS.formatted("", "") + """
            update webhook_lanes l set leased_until = $5
              from ours
             where l.workspace_id = ours.workspace_id and l.mode = ours.mode and l.endpoint_id = ours.endpoint_id
            returning l.workspace_id, l.mode, l.endpoint_id""";

    /**
     * What became due meanwhile has set due_at, which stays, and who was to wake the lane has ended its rest. It is
     * compared with what is there when the row is locked: none that comes at this very moment is overlooked.
     */
    private static final String RELEASE = OURS.formatted(
                    ", $5::integer[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[]",
                    ", pace, paused_until, spent_until, rests_until")
            + """
            update webhook_lanes l
               set leased_until = null, claimed_by = null, pace = ours.pace, spent_until = ours.spent_until,
                   woken = false,
                   paused_until = case when not l.woken then ours.paused_until end,
                   due_at = case when coalesce(l.due_at, next.due_at) is not null
                                 then greatest(case when not l.woken then ours.rests_until end,
                                               least(l.due_at, next.due_at)) end
              from ours
              left join lateral (
                select d.due_at from webhook_deliveries d
                 where d.workspace_id = ours.workspace_id and d.mode = ours.mode and d.endpoint_id = ours.endpoint_id
                   and d.status = 'pending'
                 order by d.due_at limit 1) next on true
             where l.workspace_id = ours.workspace_id and l.mode = ours.mode and l.endpoint_id = ours.endpoint_id""";

    /** What was put into lanes is due now, or when their pause is over. */
    private static final String PUT = """
            with filled as (
                select l.workspace_id, l.mode, l.endpoint_id
                  from unnest($2::text[], $3::text[], $4::text[]) as f (workspace, world, endpoint)
                  join webhook_lanes l on l.workspace_id = f.workspace collate "C" and l.mode = f.world
                   and l.endpoint_id = f.endpoint collate "C"
                 order by l.workspace_id, l.mode, l.endpoint_id
                   for no key update of l)
            update webhook_lanes l set due_at = least(l.due_at, greatest($1, l.paused_until))
              from filled
             where l.workspace_id = filled.workspace_id and l.mode = filled.mode
               and l.endpoint_id = filled.endpoint_id""";

    /** Lanes in the order of their keys, as every statement locks them. */
    static final Claimable CLAIMED = () -> """
            with left_behind as (
                select workspace_id, mode, endpoint_id from webhook_lanes
                 where claimed_by = any ($1) and leased_until is not null and coalesce(leased_until, due_at) <= $3
                 order by workspace_id, mode, endpoint_id
                   for no key update)
            update webhook_lanes l set leased_until = null, claimed_by = null, due_at = $2
              from left_behind b
             where l.workspace_id = b.workspace_id and l.mode = b.mode and l.endpoint_id = b.endpoint_id""";

    private final Database database;
    private final Duration lease;
    private final IntSupplier holder;

    /**
     * The lanes of that database.
     *
     * @param lease how long a node has a lane unless it renews it
     * @param holder the number that its claims carry
     */
    Lanes(Database database, Duration lease, IntSupplier holder) {
        this.database = database;
        this.lease = lease;
        this.holder = holder;
    }

    /**
     * A lane with what is due in it.
     *
     * @param pace as it was left by who had the lane before; only of a lane that is new here, as what follows
     * @param endpoint null when it is deleted
     */
    record Taken(
            LaneKey key,
            long lease,
            int pace,
            @Nullable Instant pausedUntil,
            @Nullable Instant spentUntil,
            @Nullable EndpointFacts endpoint,
            List<Claim> claims) {}

    /**
     * What sending needs to know of an endpoint.
     *
     * @param secret encrypted, as the other
     */
    record EndpointFacts(
            String url,
            boolean isActive,
            @Nullable Instant disabledAt,
            int consecutiveFailures,
            int maxConcurrency,
            int maxPerSecond,
            Buffer secret,
            @Nullable Buffer previousSecret) {

        /** When what waits for an endpoint that is not active is given up. */
        Instant givenUpAt() {
            return disabledAt == null ? Instant.EPOCH : disabledAt.plus(RetrySchedule.WINDOW);
        }
    }

    /** A lane that is held and has room for that many. */
    record Room(Lane lane, int free) {}

    /**
     * How a lane is given back.
     *
     * @param restsUntil nobody takes it up before that
     */
    record Release(
            LaneKey key,
            long lease,
            int pace,
            @Nullable Instant pausedUntil,
            @Nullable Instant spentUntil,
            Instant restsUntil) {}

    /**
     * Takes new lanes, the longest due first, and reads on in those that are held.
     *
     * @param lanes how many new ones at most
     * @param each how many deliveries of each new one at most
     * @param busyWorkspaces whose lanes are not taken: they have enough on their way
     * @param inFlight the deliveries that are on their way, which are not read again
     */
    Future<List<Taken>> take(
            int lanes, int each, Set<String> busyWorkspaces, List<Room> held, Set<String> inFlight, Instant now) {
        Batch<Room> parameters = Batch.of(
                        held,
                        Columns.time(now),
                        Columns.time(now.plus(lease)),
                        busyWorkspaces.toArray(String[]::new),
                        lanes,
                        each,
                        inFlight.toArray(String[]::new))
                .texts(room -> room.lane().key().workspaceId())
                .texts(room -> room.lane().key().mode())
                .texts(room -> room.lane().key().endpointId())
                .longs(room -> room.lane().lease())
                .integers(Room::free);
        return database.run(TAKE, parameters.parameters().addValue(holder.getAsInt()))
                .map(TakenLanes::read);
    }

    /** Holds them for longer; gives those that are still this node's. */
    Future<Set<LaneKey>> renew(List<Lane> lanes, Instant now) {
        Tuple parameters = ours(lanes, Lane::key, Lane::lease).parameters().addValue(Columns.time(now.plus(lease)));
        return database.many(RENEW, parameters, LaneKey::read).map(Set::copyOf);
    }

    /** Gives them back. */
    Future<Void> release(List<Release> lanes) {
        Batch<Release> parameters = ours(lanes, Release::key, Release::lease)
                .integers(Release::pace)
                .times(Release::pausedUntil)
                .times(Release::spentUntil)
                .times(Release::restsUntil);
        return database.run(RELEASE, parameters.parameters()).mapEmpty();
    }

    private static <T> Batch<T> ours(List<T> lanes, Function<T, LaneKey> key, Function<T, Long> lease) {
        return Batch.of(lanes)
                .texts(lane -> key.apply(lane).workspaceId())
                .texts(lane -> key.apply(lane).mode())
                .texts(lane -> key.apply(lane).endpointId())
                .longs(lease);
    }

    /** Says that deliveries were put into these lanes, in the transaction that does it; gives how many lanes there are. */
    static Future<Integer> put(Database.Transaction transaction, Collection<LaneKey> lanes, Instant now) {
        Batch<LaneKey> parameters = Batch.of(List.copyOf(lanes), Columns.time(now))
                .texts(LaneKey::workspaceId)
                .texts(LaneKey::mode)
                .texts(LaneKey::endpointId);
        return transaction.run(PUT, parameters.parameters()).map(RowSet::rowCount);
    }
}
