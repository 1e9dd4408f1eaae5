package com.plugipay.webhooks.deliveries;

import com.plugipay.async.Rounds;
import com.plugipay.db.Batch;
import com.plugipay.db.Database.Transaction;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.UpdatedAt;
import com.plugipay.webhooks.endpoints.EndpointKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Writes deliveries and makes the queues of their endpoints due, inside the transaction of the caller. */
public final class DeliveryStatement {
    private static final NamedSql INSERT = NamedSql.of("""
            insert into webhook_deliveries as d (workspace_id, mode, id, endpoint_id, event_id, type, body, status,
                attempts, due_at, attempt_log, created_at, updated_at)
            select workspace_id, mode, id, endpoint_id, event_id, type, body, 'pending', 0, :now, '[]'::jsonb, :now, :now
              from unnest(:workspaces::text[], :modes::text[], :ids::text[], :endpoint_ids::text[], :event_ids::text[],
                          :types::text[], :bodies::text[])
                as n (workspace_id, mode, id, endpoint_id, event_id, type, body)
             order by event_id, workspace_id, mode, endpoint_id
            on conflict on constraint webhook_deliveries_once do update
                set status = 'pending', due_at = :now, tries = 0, trying_since = null, updated_at = %s
              where :retries_failed
                and (d.status = 'failed' or d.status = 'pending' and d.tries > 0 and d.due_at > :now)""".formatted(UpdatedAt.sql(":now", "d.updated_at")));

    /** Deliveries whose endpoint was deleted with its queue while they were written: no node would ever send them. */
    private static final NamedSql DELETE_WITHOUT_QUEUE = NamedSql.of("""
            delete from webhook_deliveries d
             using unnest(:workspaces::text[], :modes::text[], :ids::text[]) as n (workspace_id, mode, id)
             where d.workspace_id = n.workspace_id collate "C" and d.mode = n.mode and d.id = n.id collate "C"
               and not exists (
                   select from webhook_endpoint_queues q
                    where q.workspace_id = d.workspace_id and q.mode = d.mode and q.endpoint_id = d.endpoint_id)""");

    /** The most characters of all bodies in one statement. */
    private static final int MOST_TEXT = 4 * 1024 * 1024;

    /** The order in which every statement locks several deliveries, which is nearly that of their unique key. */
    private static final Comparator<NewDelivery> LOCK_ORDER = Comparator.comparing(
                    (NewDelivery delivery) -> delivery.event().id())
            .thenComparing(NewDelivery::endpoint);

    private DeliveryStatement() {}

    /** What happens if the endpoint has a delivery of the event already. It never gets a second one. */
    public enum Existing {
        UNCHANGED,
        /** Also when it only waits for its next attempt: that is made now, and a new round of retries begins. */
        RETRIED_IF_FAILED
    }

    /** Writes deliveries; gives how many of them are due now. */
    public static Future<Integer> write(
            Transaction transaction, List<NewDelivery> deliveries, Existing existing, Instant now) {
        if (deliveries.isEmpty()) {
            return Future.succeededFuture(0);
        }
        Set<EndpointKey> queues = deliveries.stream().map(NewDelivery::endpoint).collect(Collectors.toSet());
        List<NewDelivery> inOrder = deliveries.stream().sorted(LOCK_ORDER).toList();
        return insert(transaction, inOrder, existing, now)
                .compose(inserted -> QueueDueStatement.put(transaction, queues, now)
                        .compose(found -> found == queues.size()
                                ? Future.succeededFuture(0)
                                : deleteWithoutQueue(transaction, deliveries))
                        .map(deleted -> inserted - deleted));
    }

    private static Future<Integer> insert(
            Transaction transaction, List<NewDelivery> deliveries, Existing existing, Instant now) {
        Deque<NewDelivery> left = new ArrayDeque<>(deliveries);
        AtomicInteger inserted = new AtomicInteger();
        return Rounds.whileMore(() -> insertSome(transaction, fitting(left), existing, now)
                        .map(number -> {
                            inserted.addAndGet(number);
                            return !left.isEmpty();
                        }))
                .map(all -> inserted.get());
    }

    private static Future<Integer> insertSome(
            Transaction transaction, List<NewDelivery> deliveries, Existing existing, Instant now) {
        Values values = keys(deliveries)
                .texts("endpoint_ids", delivery -> delivery.endpoint().endpointId())
                .texts("event_ids", delivery -> delivery.event().id())
                .texts("types", delivery -> delivery.event().type())
                .texts("bodies", NewDelivery::body)
                .values()
                .and("now", now)
                .and("retries_failed", existing == Existing.RETRIED_IF_FAILED);
        return transaction.run(INSERT, values).map(RowSet::rowCount);
    }

    /** The deliveries for one statement: a large body is shared by its deliveries in memory, but not in the statement. */
    private static List<NewDelivery> fitting(Deque<NewDelivery> left) {
        List<NewDelivery> fitting = new ArrayList<>();
        int length = 0;
        while (!left.isEmpty() && length < MOST_TEXT) {
            NewDelivery next = left.remove();
            length += next.body() == null ? 0 : next.body().length();
            fitting.add(next);
        }
        return fitting;
    }

    private static Future<Integer> deleteWithoutQueue(Transaction transaction, List<NewDelivery> deliveries) {
        return transaction.run(DELETE_WITHOUT_QUEUE, keys(deliveries).values()).map(RowSet::rowCount);
    }

    private static Batch<NewDelivery> keys(List<NewDelivery> deliveries) {
        return Batch.of(deliveries)
                .tenants(delivery -> delivery.endpoint().tenant())
                .texts("ids", NewDelivery::id);
    }
}
