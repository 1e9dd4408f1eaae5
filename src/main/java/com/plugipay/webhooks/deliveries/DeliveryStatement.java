package com.plugipay.webhooks.deliveries;

import com.plugipay.async.Rounds;
import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database.Transaction;
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
    private static final String INSERT = """
            insert into webhook_deliveries as d (workspace_id, mode, id, endpoint_id, event_id, type, body, status,
                attempts, due_at, attempt_log, created_at, updated_at)
            select workspace_id, mode, id, endpoint_id, event_id, type, body, 'pending', 0, $1, '[]'::jsonb, $1, $1
              from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
                as n (workspace_id, mode, id, endpoint_id, event_id, type, body)
             order by event_id, workspace_id, mode, endpoint_id
            on conflict on constraint webhook_deliveries_once do update
                set status = 'pending', due_at = $1, tries = 0, trying_since = null, updated_at = %s
              where $2 and (d.status = 'failed' or d.status = 'pending' and d.tries > 0 and d.due_at > $1)""".formatted(UpdatedAt.sql("$1", "d.updated_at"));

    /** Their endpoint was deleted with its queue while they were written: no node would ever send them. */
    private static final String FORGET = """
            delete from webhook_deliveries d
             using unnest($1::text[], $2::text[], $3::text[]) as n (workspace_id, mode, id)
             where d.workspace_id = n.workspace_id collate "C" and d.mode = n.mode and d.id = n.id collate "C"
               and not exists (
                   select from webhook_lanes l
                    where l.workspace_id = d.workspace_id and l.mode = d.mode and l.endpoint_id = d.endpoint_id)""";

    /** The bodies in one statement, in characters. */
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

    /** Writes them; gives how many are due by that. */
    public static Future<Integer> write(
            Transaction transaction, List<NewDelivery> deliveries, Existing existing, Instant now) {
        if (deliveries.isEmpty()) {
            return Future.succeededFuture(0);
        }
        Set<EndpointKey> queues = deliveries.stream().map(NewDelivery::endpoint).collect(Collectors.toSet());
        List<NewDelivery> inOrder = deliveries.stream().sorted(LOCK_ORDER).toList();
        return insert(transaction, inOrder, existing, now)
                .compose(inserted -> QueueDueStatement.put(transaction, queues, now)
                        .compose(there ->
                                there == queues.size() ? Future.succeededFuture(0) : forget(transaction, deliveries))
                        .map(forgotten -> inserted - forgotten));
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
        Batch<NewDelivery> parameters = Batch.of(deliveries, Columns.time(now), existing == Existing.RETRIED_IF_FAILED)
                .texts(delivery -> delivery.endpoint().workspaceId())
                .texts(delivery -> delivery.endpoint().mode())
                .texts(NewDelivery::id)
                .texts(delivery -> delivery.endpoint().endpointId())
                .texts(delivery -> delivery.event().id())
                .texts(delivery -> delivery.event().type())
                .texts(NewDelivery::body);
        return transaction.run(INSERT, parameters.parameters()).map(RowSet::rowCount);
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

    private static Future<Integer> forget(Transaction transaction, List<NewDelivery> deliveries) {
        Batch<NewDelivery> parameters = Batch.of(deliveries)
                .texts(delivery -> delivery.endpoint().workspaceId())
                .texts(delivery -> delivery.endpoint().mode())
                .texts(NewDelivery::id);
        return transaction.run(FORGET, parameters.parameters()).map(RowSet::rowCount);
    }
}
