package com.plugipay.webhooks.recoveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.db.Columns;
import com.plugipay.events.SdkEvents;
import com.plugipay.model.Ids;
import com.plugipay.webhooks.dispatch.WithDispatcher;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import com.plugipay.webhooks.recoveries.WebhookRecovery.Status;
import com.plugipay.work.Claims;
import com.plugipay.work.DueRounds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recoveries in batches, whatever happens to the endpoint and the node meanwhile. */
class RecoveriesTest extends WithDispatcher {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int FAILED = 12_345;

    @BeforeEach
    void standAlone() throws Exception {
        undeploy();
    }

    @Test
    void recoversEachDeliveryOnceInSpiteOfInterruptions() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/many");
        failed(endpoint, FAILED);
        WebhookRecovery recovery = recover(endpoint);

        long most = 0;
        while (reload(recovery).status() == Status.RUNNING) {
            pass(Duration.ofSeconds(1));
            get(round());
            long waiting = waiting();
            most = Math.max(most, waiting);
            succeed(Math.min(waiting, 700));
        }

        assertThat(reload(recovery).recovered()).isEqualTo(FAILED);
        assertThat(waiting()
                        + count("select count(*) from webhook_deliveries where workspace_id = $1 and status ="
                                + " 'succeeded'"))
                .isEqualTo(FAILED);
        assertThat(most).isLessThanOrEqualTo(1_500);
    }

    @Test
    void twoNodesRecoverNothingTwice() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/shared");
        failed(endpoint, 900);
        WebhookRecovery recovery = recover(endpoint);

        while (reload(recovery).status() == Status.RUNNING) {
            pass(Duration.ofSeconds(1));
            var runs = IntStream.range(0, 4).mapToObj(each -> round()).toList();
            for (var run : runs) {
                get(run);
            }
        }

        assertThat(reload(recovery).recovered()).isEqualTo(900);
        assertThat(waiting()).isEqualTo(900);
    }

    @Test
    void waitsWhileTheEndpointIsDisabledAndEndsWithIt() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/unwilling");
        failed(endpoint, 3);
        WebhookRecovery recovery = recover(endpoint);
        activate(endpoint, false);

        pass(Duration.ofMinutes(1));
        get(round());
        assertThat(reload(recovery).status()).isEqualTo(Status.RUNNING);
        assertThat(waiting()).isZero();

        delete(endpoint);
        pass(Duration.ofMinutes(1));
        get(round());
        assertThat(reload(recovery).status()).isEqualTo(Status.CANCELED);
        assertThat(reload(recovery).recovered()).isZero();
    }

    @Test
    void doesNotEndBeforeEventsThatAreBeingWritten() throws Exception {
        pass(Duration.between(clock.instant(), Instant.now()));
        IssuedWebhookEndpoint endpoint = endpoint("/late", "payment.succeeded");
        WebhookRecovery recovery = WebhookRecovery.of(
                endpoint.endpoint(),
                clock.instant().minusSeconds(5),
                clock.instant().plusSeconds(5),
                clock.instant());
        run(new WebhookRecoveryStore(database()).insert(context(), recovery, recovery));
        Promise<Void> committing = Promise.promise();
        Promise<Void> written = Promise.promise();
        Future<Void> open = database()
                .transaction(transaction -> transaction
                        .run("""
                                insert into events (workspace_id, mode, id, type, object_id, payload, fanned_out, created_at)
                                select $1, 'test', timed_id('evt', now.at, '00000000000000'), 'payment.succeeded', '', '{}', true, now.at
                                  from (select clock_timestamp() as at offset 0) now""", Tuple.of(tenant().workspaceId()))
                        .onSuccess(done -> written.complete())
                        .compose(done -> committing.future()));
        get(written.future());

        pass(Duration.ofMinutes(1));
        get(round());
        assertThat(reload(recovery).status()).isEqualTo(Status.RUNNING);
        assertThat(reload(recovery).recovered()).isZero();

        committing.complete();
        get(open);
        await().until(() -> {
            pass(Duration.ofMinutes(1));
            get(round());
            return reload(recovery).status() == Status.SUCCEEDED;
        });
        assertThat(reload(recovery).recovered()).isEqualTo(1);
    }

    /** The recoveries of a node of its own. */
    private Future<Boolean> round() {
        Claims claims = new Claims(database(), "test", clock);
        return new DueRounds<>(
                        vertx,
                        "webhook-recoveries",
                        new Recoveries(database(), claims, KEPT, new SdkEvents(List.of())),
                        DueRounds.Limits.of(1),
                        new SimpleMeterRegistry())
                .run(clock.instant());
    }

    private WebhookRecovery recover(IssuedWebhookEndpoint endpoint) throws Exception {
        Instant since = clock.instant();
        pass(Duration.ofHours(1));
        WebhookRecovery recovery = WebhookRecovery.of(endpoint.endpoint(), since, clock.instant(), clock.instant());
        assertThat(run(new WebhookRecoveryStore(database()).insert(context(), recovery, recovery)))
                .isTrue();
        return recovery;
    }

    private WebhookRecovery reload(WebhookRecovery recovery) throws Exception {
        return get(new WebhookRecoveryStore(database()).find(tenant(), recovery.id()))
                .orElseThrow();
    }

    private void failed(IssuedWebhookEndpoint endpoint, int number) throws Exception {
        String[] events = IntStream.range(0, number)
                .mapToObj(i -> Ids.at(clock.instant().plusSeconds(1), "evt"))
                .toArray(String[]::new);
        get(database()
                .run(
                        """
                        with event as (
                            insert into events (workspace_id, mode, id, type, object_id, payload, fanned_out, created_at)
                            select $1, 'test', id, 'payment.succeeded', '', '{}', true, $3 from unnest($4::text[]) e (id))
                        insert into webhook_deliveries (workspace_id, mode, id, endpoint_id, event_id, type, status,
                            attempts, tries, attempt_log, created_at, updated_at)
                        select $1, 'test', 'whd' || id, $2, id, 'payment.succeeded', 'failed', 9, 9, '[]'::jsonb, $3, $3
                          from unnest($4::text[]) e (id)""",
                        Tuple.of(
                                tenant().workspaceId(),
                                endpoint.endpoint().id(),
                                Columns.time(clock.instant()),
                                events)));
    }

    private long waiting() throws Exception {
        return count("select count(*) from webhook_deliveries where workspace_id = $1 and status = 'pending'");
    }

    private void succeed(long number) throws Exception {
        get(database().run("""
                        update webhook_deliveries set status = 'succeeded', due_at = null
                         where workspace_id = $1 and id in (
                            select id from webhook_deliveries where workspace_id = $1 and status = 'pending' limit $2)""", Tuple.of(tenant().workspaceId(), number)));
    }
}
