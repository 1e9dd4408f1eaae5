package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.events.SdkEvents;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.EventType;
import com.plugipay.webhooks.Receiver.Received;
import com.plugipay.webhooks.WebhookConfig;
import com.plugipay.webhooks.deliveries.TestDeliveries;
import com.plugipay.webhooks.deliveries.WebhookDelivery;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.ClaimedQueue;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import com.plugipay.webhooks.send.Sender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How nodes share the queues of endpoints, and how endpoints share the permits of a node. */
class EndpointQueueTest extends WithDispatcher {

    @Test
    void takesOverTheQueuesOfADeadNode() throws Exception {
        undeploy();
        IssuedWebhookEndpoint endpoint = endpoint("/orphan");
        happened(EventType.PAYMENT_SUCCEEDED);
        assertThat(get(new FanOut(database(), new Notifications(false), new SdkEvents(List.of())).next(clock.instant()))
                        .queues())
                .hasSize(1);
        ClaimedQueue dead = claim().getFirst();
        assertThat(dead.deliveries()).hasSize(1);
        assertThat(claim()).isEmpty();

        deploy();
        assertThat(receiver().at("/orphan")).isEmpty();
        pass(CONFIG.lease());

        WebhookDelivery delivery = delivery(endpoint, DeliveryStatus.SUCCEEDED);
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(receiver().at("/orphan")).hasSize(1);
        AttemptOutcome late = AttemptOutcome.of(
                dead.deliveries().getFirst(),
                new Sender.Answer(500, 1, "HTTP 500", null, null),
                clock.instant(),
                clock.instant(),
                new SplittableRandom(1));
        get(new AttemptRecorder(database(), endpoints(), clock).record(List.of(late), clock.instant()));
        assertThat(delivery(endpoint, each -> true)).isEqualTo(delivery);
        assertThat(reload(endpoint).consecutiveFailures()).isZero();
    }

    @Test
    void losesAQueueWhenItsLeaseEnds() throws Exception {
        undeploy();
        endpoint("/lost");
        happened(EventType.PAYMENT_SUCCEEDED);
        get(new FanOut(database(), new Notifications(false), new SdkEvents(List.of())).next(clock.instant()));
        EndpointQueue slow = queue(claim().getFirst());
        pass(CONFIG.lease());
        ClaimedQueue successor = claim().getFirst();

        EndpointQueueStore store = new EndpointQueueStore(database(), CONFIG.lease(), () -> 1);
        assertThat(get(store.renew(List.of(slow), clock.instant()))).isEmpty();
        get(store.release(List.of(slow.release(clock.instant()))));
        assertThat(claim()).isEmpty();
        assertThat(get(store.renew(List.of(queue(successor)), clock.instant()))).containsExactly(successor.key());
        get(store.release(List.of(queue(successor).release(clock.instant()))));
        assertThat(claim()).hasSize(1);
    }

    @Test
    void startsNoDeliveryOfAQueueThatWasLostWhileTheNodeWasPaused() throws Exception {
        undeploy();
        Queue<HttpServerRequest> asked = new ConcurrentLinkedQueue<>();
        receiver().behaves(asked::add);
        endpoint("/still");
        IntStream.range(0, 12).forEach(ignored -> happened(EventType.PAYMENT_SUCCEEDED));
        WebhookConfig patient = new WebhookConfig(64, 20_000, CONFIG.allowedAddresses(), 30, 0);
        Vertx node = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Vertx successor = Vertx.vertx();
        CountDownLatch still = new CountDownLatch(1);
        try {
            deployTo(node, patient);
            await().until(() -> asked.size() == WebhookEndpointStore.INITIAL_PACE);
            node.runOnContext(stands -> awaitEnd(still));
            pass(patient.lease());
            deployTo(successor, patient);
            await().until(() -> asked.size() == 2 * WebhookEndpointStore.INITIAL_PACE);
            asked.stream().limit(WebhookEndpointStore.INITIAL_PACE).forEach(EndpointQueueTest::thank);
            still.countDown();

            await().until(() -> succeeded() == WebhookEndpointStore.INITIAL_PACE);
            await().during(Duration.ofMillis(1_500)).until(() -> asked.size() == 2 * WebhookEndpointStore.INITIAL_PACE);
            receiver().answers(200);
            asked.forEach(EndpointQueueTest::thank);
            await().until(() -> succeeded() == 12);
            assertThat(receiver().at("/still")).hasSize(12 + WebhookEndpointStore.INITIAL_PACE);
        } finally {
            still.countDown();
            receiver().answers(200);
            asked.forEach(EndpointQueueTest::thank);
            get(Future.join(node.close(), successor.close()));
        }
    }

    private static void thank(HttpServerRequest request) {
        if (!request.response().ended()) {
            request.response().end();
        }
    }

    private long succeeded() throws Exception {
        return count("select count(*) from webhook_deliveries where workspace_id = $1 and status = 'succeeded'");
    }

    private static void awaitEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void sendsDeliveriesThatAreAddedWhileAQueueIsHeld() throws Exception {
        undeploy();
        endpoint("/meanwhile");
        happened(EventType.PAYMENT_SUCCEEDED);
        get(new FanOut(database(), new Notifications(false), new SdkEvents(List.of())).next(clock.instant()));
        ClaimedQueue first = claim().getFirst();
        get(new AttemptRecorder(database(), endpoints(), clock)
                .record(List.of(succeeded(first.deliveries().getFirst())), clock.instant()));

        happened(EventType.PAYMENT_REFUNDED);
        get(new FanOut(database(), new Notifications(false), new SdkEvents(List.of())).next(clock.instant()));
        get(new EndpointQueueStore(database(), CONFIG.lease(), () -> 1)
                .release(List.of(queue(first).release(clock.instant()))));

        ClaimedQueue second = claim().getFirst();
        assertThat(second.deliveries()).hasSize(1);
        get(new AttemptRecorder(database(), endpoints(), clock)
                .record(List.of(succeeded(second.deliveries().getFirst())), clock.instant()));
        get(new EndpointQueueStore(database(), CONFIG.lease(), () -> 1)
                .release(List.of(queue(second).release(clock.instant()))));
        pass(Duration.ofDays(1));
        assertThat(claim()).isEmpty();
    }

    @Test
    void staysPausedAfterReleaseUnlessItIsWoken() throws Exception {
        undeploy();
        IssuedWebhookEndpoint endpoint = endpoint("/woken");
        happened(EventType.PAYMENT_SUCCEEDED);
        get(new FanOut(database(), new Notifications(false), new SdkEvents(List.of())).next(clock.instant()));
        WebhookDelivery delivery = delivery(endpoint, DeliveryStatus.PENDING);

        releasePaused(claim().getFirst());
        assertThat(claim()).isEmpty();
        pass(Duration.ofMinutes(5));
        ClaimedQueue probing = claim().getFirst();
        assertThat(run(TestDeliveries.retry(deliveries(), context(), delivery, clock.instant())))
                .isTrue();
        releasePaused(probing);
        ClaimedQueue woken = claim().getFirst();
        assertThat(woken.deliveries()).hasSize(1);
        assertThat(woken.pausedUntil()).isNull();

        releasePaused(woken);
        assertThat(claim()).isEmpty();
    }

    private void releasePaused(ClaimedQueue taken) throws Exception {
        EndpointQueue queue = queue(taken);
        for (int i = 0; i < DeliveryPace.OPENS_AT; i++) {
            queue.failed(null, clock.instant(), new SplittableRandom(1));
        }
        get(new EndpointQueueStore(database(), CONFIG.lease(), () -> 1)
                .release(List.of(queue.release(clock.instant()))));
    }

    @Test
    void twoNodesSendNothingTwice() throws Exception {
        String other = get(vertx.deployVerticle(dispatcher(CONFIG)));
        for (int i = 0; i < 20; i++) {
            endpoint("/shared/" + i);
        }

        IntStream.range(0, 60).forEach(ignored -> happened(EventType.PAYMENT_SUCCEEDED));

        await().until(() ->
                count("select count(*) from webhook_deliveries where workspace_id = $1" + " and status = 'succeeded'")
                        == 1200);
        List<Received> received = IntStream.range(0, 20)
                .mapToObj(i -> receiver().at("/shared/" + i))
                .flatMap(List::stream)
                .toList();
        assertThat(received).hasSize(1200);
        assertThat(received)
                .extracting(each -> each.headers().get("X-Plugipay-Delivery-Id"))
                .doesNotHaveDuplicates();
        get(vertx.undeploy(other));
    }

    @Test
    void readsNoMoreAtOnceThanTheLimitOfBytes() throws Exception {
        undeploy();
        for (int i = 0; i < 10; i++) {
            endpoint("/large");
        }
        String large = "{\"x\":\"" + "0123456789".repeat(25_000) + "\"}";
        happened(EventType.PAYMENT_SUCCEEDED);
        happened(EventType.PAYMENT_FAILED);
        happened(EventType.PAYMENT_REFUNDED);
        get(database().run("update events set payload = $1", Tuple.of(large)));
        get(new FanOut(database(), new Notifications(false), new SdkEvents(List.of())).next(clock.instant()));

        List<ClaimedQueue> taken = claim();

        assertThat(taken).hasSize(10);
        assertThat(taken.stream().mapToInt(queue -> queue.deliveries().size()).sum())
                .isEqualTo(17);
        get(new EndpointQueueStore(database(), CONFIG.lease(), () -> 1)
                .release(taken.stream()
                        .map(each -> queue(each).release(clock.instant()))
                        .toList()));
        deploy();
        await().until(() -> receiver().at("/large").size() == 30);
    }

    @Test
    void deletesTheDeliveriesOfADeletedEndpoint() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/deleted");
        IssuedWebhookEndpoint kept = endpoint("/kept");
        happened(EventType.PAYMENT_SUCCEEDED);
        delivery(endpoint, each -> each.attemptLog().size() == 1);
        delivery(kept, each -> each.attemptLog().size() == 1);

        delete(endpoint);

        await().until(() -> count("select count(*) from webhook_deliveries where workspace_id = $1") == 1);
        await().until(() -> count("select count(*) from webhook_endpoint_queues where workspace_id = $1") == 1);
    }

    private List<ClaimedQueue> claim() throws Exception {
        return get(new EndpointQueueStore(database(), CONFIG.lease(), () -> 1)
                .claim(10, 10, Set.of(), List.of(), Set.of(), clock.instant()));
    }

    private EndpointQueue queue(ClaimedQueue taken) {
        return new EndpointQueue(taken, Objects.requireNonNull(taken.endpoint()), clock.instant());
    }

    private AttemptOutcome succeeded(ClaimedDelivery claim) {
        Instant now = clock.instant();
        return AttemptOutcome.of(claim, new Sender.Answer(200, 1, null, null, null), now, now, new SplittableRandom(1));
    }
}
