package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.async.Rounds;
import com.plugipay.db.Columns;
import com.plugipay.events.SdkEvents;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.EventType;
import com.plugipay.webhooks.deliveries.DeliveryStatement;
import com.plugipay.webhooks.deliveries.DeliveryStatement.Existing;
import com.plugipay.webhooks.deliveries.NewDelivery;
import com.plugipay.webhooks.deliveries.StoredEvent;
import com.plugipay.webhooks.deliveries.WebhookRetentionStore;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.ClaimedQueue;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Concurrent statements about one queue. */
class EndpointQueueRaceTest extends WithDispatcher {

    @BeforeEach
    void standAlone() throws Exception {
        undeploy();
    }

    @Test
    void doesNotRenewAReleasedQueue() throws Exception {
        endpoint("/renewed");
        fanOut(EventType.PAYMENT_SUCCEEDED);
        EndpointQueue queue = queue(claim().getFirst());
        get(queues().release(List.of(queue.release(clock.instant()))));

        assertThat(get(queues().renew(List.of(queue), clock.instant()))).isEmpty();

        assertThat(claim()).hasSize(1);
    }

    @Test
    void sendsAtOnceWhenTheEndpointIsEnabledWhileItsQueueIsPutOff() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/enabled");
        fanOut(EventType.PAYMENT_SUCCEEDED);
        activate(endpoint, false);
        ClaimedQueue disabled = claim().getFirst();
        pass(Duration.ofSeconds(1));
        activate(endpoint, true);

        close(disabled);

        assertThat(claim())
                .singleElement()
                .satisfies(queue -> assertThat(queue.deliveries()).hasSize(1));
    }

    @Test
    void sendsAtOnceWhenTheEndpointIsEnabledWhileItsQueueIsClaimed() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/enabled-before");
        fanOut(EventType.PAYMENT_SUCCEEDED);
        activate(endpoint, false);
        ClaimedQueue disabled = claim().getFirst();
        pass(Duration.ofSeconds(1));
        activate(endpoint, true);
        // As when the queue was locked after the change, and the endpoint read before it.
        get(database()
                .run(
                        "update webhook_endpoint_queues set due_at = null where workspace_id = $1",
                        Tuple.of(tenant().workspaceId())));

        close(disabled);

        assertThat(claim()).hasSize(1);
    }

    @Test
    void keepsTheQueueOfADeletedEndpointWhileItHasDeliveries() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/left-over");
        fanOut(EventType.PAYMENT_SUCCEEDED);
        delete(endpoint);
        ClaimedQueue deleted = claim().getFirst();

        // Somebody writes a result down at that very moment.
        get(database()
                .transaction(transaction -> transaction
                        .run(
                                "update webhook_deliveries set updated_at = updated_at where workspace_id = $1",
                                Tuple.of(tenant().workspaceId()))
                        .compose(locked -> new InactiveQueueStore(database()).close(deleted, clock.instant()))));

        assertThat(count("select count(*) from webhook_endpoint_queues where workspace_id = $1"))
                .isEqualTo(1);
        pass(CONFIG.lease());
        close(claim().getFirst());
        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                .isZero();
        assertThat(count("select count(*) from webhook_endpoint_queues where workspace_id = $1"))
                .isZero();
    }

    @Test
    void keepsNoDeliveryWithoutItsQueue() throws Exception {
        IssuedWebhookEndpoint deleted = endpoint("/gone");
        IssuedWebhookEndpoint kept = endpoint("/stays");
        delete(deleted);
        close(claim().getFirst());

        StoredEvent event = new StoredEvent(tenant(), "evt_late", "payment.succeeded", "{}");
        get(database()
                .transaction(transaction -> DeliveryStatement.write(
                        transaction,
                        List.of(delivery(deleted, event), delivery(kept, event)),
                        Existing.UNCHANGED,
                        clock.instant())));

        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                .isEqualTo(1);
        assertThat(delivery(kept, DeliveryStatus.PENDING).eventId()).isEqualTo("evt_late");
    }

    @Test
    void sendsNothingMoreWhenTheLeaseIsOver() throws Exception {
        endpoint("/over");
        fanOut(EventType.PAYMENT_SUCCEEDED);
        ClaimedQueue taken = claim().getFirst();
        Instant until = clock.instant().plus(CONFIG.lease());
        EndpointQueue queue = new EndpointQueue(taken, Objects.requireNonNull(taken.endpoint()), until);

        assertThat(queue.capacity(until.minusMillis(1))).isEqualTo(WebhookEndpointStore.INITIAL_PACE);
        assertThat(queue.capacity(until)).isZero();
        queue.leased(queue.lease(), until.plus(CONFIG.lease()));
        assertThat(queue.capacity(until)).isEqualTo(WebhookEndpointStore.INITIAL_PACE);
    }

    @Test
    void keepsTheRequestedPauseAfterASuccess() throws Exception {
        endpoint("/asks");
        fanOut(EventType.PAYMENT_SUCCEEDED);
        Instant now = clock.instant();
        ClaimedQueue taken = claim().getFirst();
        EndpointQueue queue =
                new EndpointQueue(taken, Objects.requireNonNull(taken.endpoint()), now.plus(Duration.ofHours(1)));

        queue.failed(now.plusSeconds(60), now, new SplittableRandom(1));
        queue.failed(null, now, new SplittableRandom(1));
        queue.succeeded();

        assertThat(queue.capacity(now.plusSeconds(59))).isZero();
        assertThat(queue.release(now).notBefore()).isEqualTo(now.plusSeconds(60));
        assertThat(queue.capacity(now.plusSeconds(60))).isPositive();
    }

    @Test
    void deletesDeliveriesWithoutAQueue() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/pruned");
        fanOut(EventType.PAYMENT_SUCCEEDED);
        get(database()
                .run("delete from webhook_endpoint_queues where workspace_id = $1", Tuple.of(tenant().workspaceId())));
        get(database()
                .run(
                        "insert into workspaces (id, name, created_at, updated_at) values ($1, 'Toko', $2, $2)",
                        Tuple.of(tenant().workspaceId(), Columns.time(clock.instant()))));
        delivery(endpoint, DeliveryStatus.PENDING);

        get(Rounds.whileMore(() -> new WebhookRetentionStore(database(), CONFIG)
                .prune(clock.instant().plus(Duration.ofDays(31)))));

        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                .isZero();
    }

    @Test
    void deletesTheQueueOfADeletedEndpointThatIsHeld() throws Exception {
        receiver().behaves(request -> {});
        IssuedWebhookEndpoint endpoint = endpoint("/held");
        deploy();
        happened(EventType.PAYMENT_SUCCEEDED);
        await().until(() -> receiver().at("/held").size() == 1);

        delete(endpoint);

        await().until(() -> count("select count(*) from webhook_deliveries where workspace_id = $1") == 0);
        await().until(() -> count("select count(*) from webhook_endpoint_queues where workspace_id = $1") == 0);
    }

    private NewDelivery delivery(IssuedWebhookEndpoint endpoint, StoredEvent event) {
        EndpointKey queue = new EndpointKey(tenant(), endpoint.endpoint().id());
        return new NewDelivery(queue, "whd_" + queue.endpointId(), event, "{}");
    }

    private void fanOut(EventType type) throws Exception {
        happened(type);
        get(new FanOut(database(), new Notifications(false), new SdkEvents(List.of())).next(clock.instant()));
    }

    private void close(ClaimedQueue queue) throws Exception {
        get(new InactiveQueueStore(database()).close(queue, clock.instant()));
    }

    private EndpointQueueStore queues() {
        return new EndpointQueueStore(database(), CONFIG.lease(), () -> 1);
    }

    private List<ClaimedQueue> claim() throws Exception {
        return get(queues().claim(10, 10, Set.of(), List.of(), Set.of(), clock.instant()));
    }

    private EndpointQueue queue(ClaimedQueue taken) {
        return new EndpointQueue(
                taken, Objects.requireNonNull(taken.endpoint()), clock.instant().plus(CONFIG.lease()));
    }
}
