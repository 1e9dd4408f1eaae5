package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.async.Rounds;
import com.plugipay.db.Columns;
import com.plugipay.outbox.EventType;
import com.plugipay.webhooks.DeliveryWriter.Existing;
import com.plugipay.webhooks.Lanes.Taken;
import com.plugipay.webhooks.WebhookDelivery.Status;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two statements make of a lane when the one that comes second does not know of the first. */
class LaneRaceTest extends WithDispatcher {

    @BeforeEach
    void standAlone() throws Exception {
        undeploy();
    }

    @Test
    void renewsNothingThatWasGivenBackMeanwhile() throws Exception {
        endpoint("/renewed");
        spread(EventType.PAYMENT_SUCCEEDED);
        Lane lane = lane(take().getFirst());
        get(lanes().release(List.of(lane.release(clock.instant()))));

        assertThat(get(lanes().renew(List.of(lane), clock.instant()))).isEmpty();

        assertThat(take()).hasSize(1);
    }

    @Test
    void looksAtOnceWhereAnEndpointIsEnabledWhileItsLaneIsClosed() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/enabled");
        spread(EventType.PAYMENT_SUCCEEDED);
        activate(endpoint, false);
        Taken disabled = take().getFirst();
        pass(Duration.ofSeconds(1));
        activate(endpoint, true);

        close(disabled);

        assertThat(take())
                .singleElement()
                .satisfies(lane -> assertThat(lane.claims()).hasSize(1));
    }

    @Test
    void looksAtOnceWhereAnEndpointWasEnabledAsItsLaneWasTaken() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/enabled-before");
        spread(EventType.PAYMENT_SUCCEEDED);
        activate(endpoint, false);
        Taken disabled = take().getFirst();
        pass(Duration.ofSeconds(1));
        activate(endpoint, true);
        // As when the lane was locked after the change, and the endpoint read before it.
        get(database()
                .run(
                        "update webhook_lanes set due_at = null where workspace_id = $1",
                        Tuple.of(tenant().workspaceId())));

        close(disabled);

        assertThat(take()).hasSize(1);
    }

    @Test
    void keepsTheLaneOfADeletedEndpointWhileAnythingIsLeft() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/left-over");
        spread(EventType.PAYMENT_SUCCEEDED);
        get(endpoints().delete(origin(), endpoint.endpoint()));
        Taken deleted = take().getFirst();

        // Somebody writes a result down at that very moment.
        get(database()
                .transaction(transaction -> transaction
                        .run(
                                "update webhook_deliveries set updated_at = updated_at where workspace_id = $1",
                                Tuple.of(tenant().workspaceId()))
                        .compose(locked -> new ClosedLanes(database()).close(deleted, clock.instant()))));

        assertThat(count("select count(*) from webhook_lanes where workspace_id = $1"))
                .isEqualTo(1);
        pass(CONFIG.lease());
        close(take().getFirst());
        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                .isZero();
        assertThat(count("select count(*) from webhook_lanes where workspace_id = $1"))
                .isZero();
    }

    @Test
    void leavesNoDeliveryBehindWhoseLaneIsGone() throws Exception {
        IssuedWebhookEndpoint deleted = endpoint("/gone");
        IssuedWebhookEndpoint kept = endpoint("/stays");
        get(endpoints().delete(origin(), deleted.endpoint()));
        close(take().getFirst());

        StoredEvent event = new StoredEvent(tenant(), "evt_late", "payment.succeeded", "{}");
        get(database()
                .transaction(transaction -> DeliveryWriter.write(
                        transaction,
                        List.of(delivery(deleted, event), delivery(kept, event)),
                        Existing.LEFT,
                        clock.instant())));

        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                .isEqualTo(1);
        assertThat(delivery(kept, Status.PENDING).eventId()).isEqualTo("evt_late");
    }

    @Test
    void sendsNothingMoreWhenTheLeaseIsOver() throws Exception {
        endpoint("/over");
        spread(EventType.PAYMENT_SUCCEEDED);
        Taken taken = take().getFirst();
        Instant until = clock.instant().plus(CONFIG.lease());
        Lane lane = new Lane(taken, Objects.requireNonNull(taken.endpoint()), until);

        assertThat(lane.room(until.minusMillis(1))).isEqualTo(Breaker.FIRST_PACE);
        assertThat(lane.room(until)).isZero();
        lane.leased(lane.lease(), until.plus(CONFIG.lease()));
        assertThat(lane.room(until)).isEqualTo(Breaker.FIRST_PACE);
    }

    @Test
    void staysAsQuietAsWasAskedWhateverElseIsAnswered() throws Exception {
        endpoint("/asks");
        spread(EventType.PAYMENT_SUCCEEDED);
        Instant now = clock.instant();
        Taken taken = take().getFirst();
        Lane lane = new Lane(taken, Objects.requireNonNull(taken.endpoint()), now.plus(Duration.ofHours(1)));

        lane.failed(now.plusSeconds(60), now, new SplittableRandom(1));
        lane.failed(null, now, new SplittableRandom(1));
        lane.succeeded();

        assertThat(lane.room(now.plusSeconds(59))).isZero();
        assertThat(lane.release(now).restsUntil()).isEqualTo(now.plusSeconds(60));
        assertThat(lane.room(now.plusSeconds(60))).isPositive();
    }

    @Test
    void prunesWhatNobodyWillEverSend() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/pruned");
        spread(EventType.PAYMENT_SUCCEEDED);
        get(database().run("delete from webhook_lanes where workspace_id = $1", Tuple.of(tenant().workspaceId())));
        get(database()
                .run(
                        "insert into workspaces (id, name, created_at, updated_at) values ($1, 'Toko', $2, $2)",
                        Tuple.of(tenant().workspaceId(), Columns.time(clock.instant()))));
        delivery(endpoint, Status.PENDING);

        get(Rounds.whileMore(
                () -> new Retention(database(), CONFIG).prune(clock.instant().plus(Duration.ofDays(31)))));

        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                .isZero();
    }

    @Test
    void closesALaneOnceThoughItIsHeld() throws Exception {
        receiver().behaves(request -> {});
        IssuedWebhookEndpoint endpoint = endpoint("/held");
        deploy();
        happened(EventType.PAYMENT_SUCCEEDED);
        await().until(() -> receiver().at("/held").size() == 1);

        get(endpoints().delete(origin(), endpoint.endpoint()));

        await().until(() -> count("select count(*) from webhook_deliveries where workspace_id = $1") == 0);
        await().until(() -> count("select count(*) from webhook_lanes where workspace_id = $1") == 0);
    }

    private NewDelivery delivery(IssuedWebhookEndpoint endpoint, StoredEvent event) {
        LaneKey lane = new LaneKey(tenant(), endpoint.endpoint().id());
        return new NewDelivery(lane, "whd_" + lane.endpointId(), event, "{}");
    }

    private void spread(EventType type) throws Exception {
        happened(type);
        get(new FanOut(database()).next(clock.instant()));
    }

    private void close(Taken lane) throws Exception {
        get(new ClosedLanes(database()).close(lane, clock.instant()));
    }

    private Lanes lanes() {
        return new Lanes(database(), CONFIG.lease(), () -> 1);
    }

    private List<Taken> take() throws Exception {
        return get(lanes().take(10, 10, Set.of(), List.of(), Set.of(), clock.instant()));
    }

    private Lane lane(Taken taken) {
        return new Lane(
                taken, Objects.requireNonNull(taken.endpoint()), clock.instant().plus(CONFIG.lease()));
    }
}
