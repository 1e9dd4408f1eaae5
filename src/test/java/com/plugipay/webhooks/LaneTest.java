package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.outbox.EventType;
import com.plugipay.webhooks.Lanes.Taken;
import com.plugipay.webhooks.Receiver.Received;
import com.plugipay.webhooks.WebhookDelivery.Status;
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

/** How nodes share the lanes of the endpoints, and how endpoints share the places of a node. */
class LaneTest extends WithDispatcher {

    @Test
    void takesOverWhatANodeDiedOf() throws Exception {
        undeploy();
        IssuedWebhookEndpoint endpoint = endpoint("/orphan");
        happened(EventType.PAYMENT_SUCCEEDED);
        assertThat(get(new FanOut(database()).next(clock.instant())).lanes()).hasSize(1);
        Taken dead = take().getFirst();
        assertThat(dead.claims()).hasSize(1);
        assertThat(take()).isEmpty();

        deploy();
        assertThat(receiver().at("/orphan")).isEmpty();
        pass(CONFIG.lease());

        WebhookDelivery delivery = delivery(endpoint, Status.SUCCEEDED);
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(receiver().at("/orphan")).hasSize(1);
        Result late = Result.of(
                dead.claims().getFirst(),
                new Sender.Answer(500, 1, "HTTP 500", null, null),
                clock.instant(),
                clock.instant(),
                new SplittableRandom(1));
        get(new Results(database(), endpoints(), clock).record(List.of(late), clock.instant()));
        assertThat(delivery(endpoint, each -> true)).isEqualTo(delivery);
        assertThat(reload(endpoint).consecutiveFailures()).isZero();
    }

    @Test
    void losesALaneWithItsLease() throws Exception {
        undeploy();
        endpoint("/lost");
        happened(EventType.PAYMENT_SUCCEEDED);
        get(new FanOut(database()).next(clock.instant()));
        Lane slow = lane(take().getFirst());
        pass(CONFIG.lease());
        Taken successor = take().getFirst();

        Lanes store = new Lanes(database(), CONFIG.lease(), () -> 1);
        assertThat(get(store.renew(List.of(slow), clock.instant()))).isEmpty();
        get(store.release(List.of(slow.release(clock.instant()))));
        assertThat(take()).isEmpty();
        assertThat(get(store.renew(List.of(lane(successor)), clock.instant()))).containsExactly(successor.key());
        get(store.release(List.of(lane(successor).release(clock.instant()))));
        assertThat(take()).hasSize(1);
    }

    @Test
    void beginsNothingInALaneThatWasLostWhileTheNodeStoodStill() throws Exception {
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
            await().until(() -> asked.size() == Breaker.FIRST_PACE);
            node.runOnContext(stands -> awaitEnd(still));
            pass(patient.lease());
            deployTo(successor, patient);
            await().until(() -> asked.size() == 2 * Breaker.FIRST_PACE);
            asked.stream().limit(Breaker.FIRST_PACE).forEach(LaneTest::thank);
            still.countDown();

            await().until(() -> succeeded() == Breaker.FIRST_PACE);
            await().during(Duration.ofMillis(1_500)).until(() -> asked.size() == 2 * Breaker.FIRST_PACE);
            receiver().answers(200);
            asked.forEach(LaneTest::thank);
            await().until(() -> succeeded() == 12);
            assertThat(receiver().at("/still")).hasSize(12 + Breaker.FIRST_PACE);
        } finally {
            still.countDown();
            receiver().answers(200);
            asked.forEach(LaneTest::thank);
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
    void overlooksNothingThatComesWhileALaneIsHeld() throws Exception {
        undeploy();
        endpoint("/meanwhile");
        happened(EventType.PAYMENT_SUCCEEDED);
        get(new FanOut(database()).next(clock.instant()));
        Taken first = take().getFirst();
        get(new Results(database(), endpoints(), clock)
                .record(List.of(succeeded(first.claims().getFirst())), clock.instant()));

        happened(EventType.PAYMENT_REFUNDED);
        get(new FanOut(database()).next(clock.instant()));
        get(new Lanes(database(), CONFIG.lease(), () -> 1)
                .release(List.of(lane(first).release(clock.instant()))));

        Taken second = take().getFirst();
        assertThat(second.claims()).hasSize(1);
        get(new Results(database(), endpoints(), clock)
                .record(List.of(succeeded(second.claims().getFirst())), clock.instant()));
        get(new Lanes(database(), CONFIG.lease(), () -> 1)
                .release(List.of(lane(second).release(clock.instant()))));
        pass(Duration.ofDays(1));
        assertThat(take()).isEmpty();
    }

    @Test
    void restsAsTheNodeSaysUnlessItIsWokenMeanwhile() throws Exception {
        undeploy();
        IssuedWebhookEndpoint endpoint = endpoint("/woken");
        happened(EventType.PAYMENT_SUCCEEDED);
        get(new FanOut(database()).next(clock.instant()));
        WebhookDelivery delivery = delivery(endpoint, Status.PENDING);

        releasePaused(take().getFirst());
        assertThat(take()).isEmpty();
        pass(Duration.ofMinutes(5));
        Taken probing = take().getFirst();
        assertThat(get(deliveries().retry(origin(), List.of(delivery), delivery)))
                .isTrue();
        releasePaused(probing);
        Taken woken = take().getFirst();
        assertThat(woken.claims()).hasSize(1);
        assertThat(woken.pausedUntil()).isNull();

        releasePaused(woken);
        assertThat(take()).isEmpty();
    }

    private void releasePaused(Taken taken) throws Exception {
        Lane lane = lane(taken);
        for (int i = 0; i < Breaker.OPENS_AT; i++) {
            lane.failed(null, clock.instant(), new SplittableRandom(1));
        }
        get(new Lanes(database(), CONFIG.lease(), () -> 1).release(List.of(lane.release(clock.instant()))));
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
    void readsNoMoreAtOnceThanFitsIntoItsMemory() throws Exception {
        undeploy();
        for (int i = 0; i < 10; i++) {
            endpoint("/large");
        }
        String large = "{\"x\":\"" + "0123456789".repeat(25_000) + "\"}";
        happened(EventType.PAYMENT_SUCCEEDED);
        happened(EventType.PAYMENT_FAILED);
        happened(EventType.PAYMENT_REFUNDED);
        get(database().run("update events set payload = $1", Tuple.of(large)));
        get(new FanOut(database()).next(clock.instant()));

        List<Taken> taken = take();

        assertThat(taken).hasSize(10);
        assertThat(taken.stream().mapToInt(lane -> lane.claims().size()).sum()).isEqualTo(17);
        get(new Lanes(database(), CONFIG.lease(), () -> 1)
                .release(taken.stream()
                        .map(each -> lane(each).release(clock.instant()))
                        .toList()));
        deploy();
        await().until(() -> receiver().at("/large").size() == 30);
    }

    @Test
    void forgetsTheDeliveriesOfADeletedEndpoint() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/deleted");
        IssuedWebhookEndpoint kept = endpoint("/kept");
        happened(EventType.PAYMENT_SUCCEEDED);
        delivery(endpoint, each -> each.attemptLog().size() == 1);
        delivery(kept, each -> each.attemptLog().size() == 1);

        get(endpoints().delete(origin(), endpoint.endpoint()));

        await().until(() -> count("select count(*) from webhook_deliveries where workspace_id = $1") == 1);
        await().until(() -> count("select count(*) from webhook_lanes where workspace_id = $1") == 1);
    }

    private List<Taken> take() throws Exception {
        return get(new Lanes(database(), CONFIG.lease(), () -> 1)
                .take(10, 10, Set.of(), List.of(), Set.of(), clock.instant()));
    }

    private Lane lane(Taken taken) {
        return new Lane(taken, Objects.requireNonNull(taken.endpoint()), clock.instant());
    }

    private Result succeeded(Claim claim) {
        Instant now = clock.instant();
        return Result.of(claim, new Sender.Answer(200, 1, null, null, null), now, now, new SplittableRandom(1));
    }
}
