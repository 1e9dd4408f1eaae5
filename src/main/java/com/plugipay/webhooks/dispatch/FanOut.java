package com.plugipay.webhooks.dispatch;

import com.plugipay.async.Rounds;
import com.plugipay.db.Batch;
import com.plugipay.db.Database.Transaction;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.webhooks.deliveries.DeliveryStatement.Existing;
import com.plugipay.webhooks.deliveries.DeliveryStatement;
import com.plugipay.webhooks.deliveries.EndpointSubscription;
import com.plugipay.webhooks.deliveries.NewDelivery;
import com.plugipay.webhooks.deliveries.StoredEvent;
import com.plugipay.webhooks.endpoints.EndpointKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns events into deliveries: one for each active endpoint of the event's workspace and mode that asks for it. */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final int BATCH = 200;
    private static final int TENANTS = 50;

    /** Payloads of a batch, in bytes: each may be written once for each of fifty endpoints, while all other events wait. */
    private static final int MOST_BYTES = 1024 * 1024;

    /**
     * An equal share of the batch for each workspace that has events: one with a million of them, or with large ones,
     * delays nobody. Workspaces are found from index entry to index entry, starting after the last one of the previous
     * batch.
     */
    private static final String TAKE = """
            with recursive tenants as (
                (select workspace_id, mode, 1 as number from events
                  where not fanned_out and (workspace_id, mode) > ($2, $3)
                  order by workspace_id, mode limit 1)
                union all
                select next.workspace_id, next.mode, t.number + 1
                  from tenants t,
                       lateral (select e.workspace_id, e.mode from events e
                                 where not e.fanned_out and (e.workspace_id, e.mode) > (t.workspace_id, t.mode)
                                 order by e.workspace_id, e.mode limit 1) next
                 where t.number < %d)
            update events set fanned_out = true, fan_out_error = null
             where ctid = any (array(
                select fitting.ctid
                  from (select waiting.ctid,
                               sum(waiting.size) over (order by waiting.turn, t.number) - waiting.size as before
                          from tenants t,
                               lateral (select next.ctid, next.size, row_number() over () as turn
                                          from (select e.ctid, octet_length(e.payload) as size from events e
                                                 where not e.fanned_out
                                                   and e.workspace_id = t.workspace_id and e.mode = t.mode
                                                 order by e.id limit greatest($1 / (select count(*) from tenants), 1)
                                                   for update skip locked) next) waiting) fitting
                 where fitting.before < %d))
            returning workspace_id, mode, id, type, payload""".formatted(TENANTS, MOST_BYTES);

    private static final String TAKE_ONE = """
            update events set fanned_out = true, fan_out_error = null
             where ctid = any (array(
                select ctid from events
                 where workspace_id = $1 and mode = $2 and id = $3 and not fanned_out for update skip locked))
            returning workspace_id, mode, id, type, payload""";

    private static final String SET_ASIDE = """
            update events set fanned_out = true, fan_out_error = $4
             where workspace_id = $1 and mode = $2 and id = $3 and not fanned_out""";

    private static final String ENDPOINTS = """
            select e.workspace_id, e.mode, e.id as endpoint_id, e.events
              from unnest($1::text[], $2::text[]) as t (workspace_id, mode)
              join webhook_endpoints e on e.workspace_id = t.workspace_id collate "C" and e.mode = t.mode
             where e.status = 'active'""";

    private final Database database;

    /** The last workspace of the previous batch, if there were more workspaces than a batch takes. */
    private @Nullable Tenant last;

    FanOut(Database database) {
        this.database = database;
    }

    /**
     * The result of a batch.
     *
     * @param queues to which deliveries were added
     * @param more whether there may be more events
     */
    record FannedOut(Set<EndpointKey> queues, boolean more) {}

    /** Turns a batch of waiting events into deliveries; if that fails for the batch, each event by itself. */
    Future<FannedOut> next(Instant now) {
        List<StoredEvent> taken = new ArrayList<>();
        return together(taken, now)
                .recover(failure -> taken.isEmpty() || ErrorCode.UNAVAILABLE.is(failure)
                        ? Future.failedFuture(failure)
                        : eachByItself(taken, now));
    }

    /** @param taken is filled with the events of the batch, also when the rest fails */
    private Future<FannedOut> together(List<StoredEvent> taken, Instant now) {
        Tuple parameters = Tuple.of(
                BATCH,
                last == null ? "" : last.workspaceId(),
                last == null ? "" : last.mode().text());
        return database.transaction(transaction -> transaction
                .run(TAKE, parameters)
                .map(FanOut::events)
                .compose(events -> {
                    // The transaction may be run twice.
                    taken.clear();
                    taken.addAll(events);
                    boolean more = !events.isEmpty() || last != null;
                    last = lastOfMany(events);
                    return fanOut(transaction, events, now).map(queues -> new FannedOut(queues, more));
                }));
    }

    private Future<FannedOut> eachByItself(List<StoredEvent> events, Instant now) {
        Set<EndpointKey> queues = new HashSet<>();
        Iterator<StoredEvent> each = events.iterator();
        return Rounds.whileMore(() -> byItself(each.next(), now).map(written -> {
                    queues.addAll(written);
                    return each.hasNext();
                }))
                .map(done -> new FannedOut(queues, true));
    }

    /** An event that fails is set aside: it must not block every event behind it. */
    private Future<Set<EndpointKey>> byItself(StoredEvent event, Instant now) {
        return database.transaction(transaction -> transaction
                        .run(TAKE_ONE, key(event))
                        .map(FanOut::events)
                        .compose(taken -> fanOut(transaction, taken, now)))
                .recover(failure ->
                        ErrorCode.UNAVAILABLE.is(failure) ? Future.failedFuture(failure) : setAside(event, failure));
    }

    private Future<Set<EndpointKey>> setAside(StoredEvent event, Throwable failure) {
        LOG.atError()
                .setCause(failure)
                .addKeyValue("eventId", event.id())
                .log("Cannot turn an event into deliveries; it is set aside");
        return database.run(SET_ASIDE, key(event).addValue(ApiException.codeOf(failure)))
                .map(Set.of());
    }

    private static Tuple key(StoredEvent event) {
        return Tuple.of(event.tenant().workspaceId(), event.tenant().mode().text(), event.id());
    }

    private static List<StoredEvent> events(RowSet<Row> rows) {
        List<StoredEvent> events = new ArrayList<>(rows.size());
        rows.forEach(row -> events.add(StoredEvent.read(row)));
        return events;
    }

    private static @Nullable Tenant lastOfMany(List<StoredEvent> events) {
        Set<Tenant> tenants = events.stream().map(StoredEvent::tenant).collect(Collectors.toSet());
        return tenants.size() < TENANTS
                ? null
                : Collections.max(
                        tenants,
                        Comparator.comparing(Tenant::workspaceId)
                                .thenComparing(tenant -> tenant.mode().text()));
    }

    private static Future<Set<EndpointKey>> fanOut(Transaction transaction, List<StoredEvent> events, Instant now) {
        if (events.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return subscribers(transaction, events).compose(subscribers -> {
            List<NewDelivery> deliveries = events.stream()
                    .flatMap(event ->
                            NewDelivery.of(event, subscribers.getOrDefault(event.tenant(), List.of()), now).stream())
                    .toList();
            return DeliveryStatement.write(transaction, deliveries, Existing.UNCHANGED, now)
                    .map(written ->
                            deliveries.stream().map(NewDelivery::endpoint).collect(Collectors.toSet()));
        });
    }

    private static Future<Map<Tenant, List<EndpointSubscription>>> subscribers(
            Transaction transaction, List<StoredEvent> events) {
        List<Tenant> tenants =
                events.stream().map(StoredEvent::tenant).distinct().toList();
        Batch<Tenant> parameters = Batch.of(tenants)
                .texts(Tenant::workspaceId)
                .texts(tenant -> tenant.mode().text());
        return transaction.run(ENDPOINTS, parameters.parameters()).map(rows -> {
            Map<Tenant, List<EndpointSubscription>> subscribers = new HashMap<>();
            for (Row row : rows) {
                EndpointSubscription subscriber = EndpointSubscription.read(row);
                subscribers
                        .computeIfAbsent(subscriber.endpoint().tenant(), tenant -> new ArrayList<>())
                        .add(subscriber);
            }
            return subscribers;
        });
    }
}
