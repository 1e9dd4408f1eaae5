package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.db.Columns;
import com.plugipay.events.SdkEvents;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.EventType;
import com.plugipay.secrets.Secret;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.Receiver.Received;
import com.plugipay.webhooks.WebhookConfig;
import com.plugipay.webhooks.deliveries.WebhookDelivery;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpointInput;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import com.plugipay.webhooks.send.WebhookSignature;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is sent, and how the various responses of receivers are handled. */
class DispatcherTest extends WithDispatcher {
    @Test
    void deliversSigned() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/signed", "payment.*");

        happened(EventType.PAYMENT_SUCCEEDED);
        happened(EventType.REFUND_CREATED);

        WebhookDelivery delivery = delivery(endpoint, DeliveryStatus.SUCCEEDED);
        Received received = receiver().at("/signed").getFirst();
        assertThat(received.body()).isEqualTo(delivery.body()).contains("\"type\":\"payment.succeeded\"");
        String signature = WebhookSignature.plugipay(List.of(endpoint.signing()), clock.instant(), received.body());
        assertThat(received.headers().get("X-Plugipay-Signature")).isEqualTo(signature);
        assertThat(received.headers().get("Plugipay-Signature")).isEqualTo(signature);
        assertThat(received.headers().get("webhook-signature"))
                .isEqualTo(WebhookSignature.standard(
                        List.of(new Secret(endpoint.secret())),
                        received.headers().get("webhook-id"),
                        clock.instant(),
                        received.body()));
        assertThat(received.headers().get("webhook-timestamp"))
                .isEqualTo(String.valueOf(clock.instant().getEpochSecond()));
        assertThat(received.headers().get("X-Plugipay-Event-Id")).isEqualTo(delivery.eventId());
        assertThat(received.headers().get("X-Plugipay-Delivery-Id")).isEqualTo(delivery.id());
        assertThat(received.headers().get("User-Agent")).startsWith("Plugipay-Webhooks/");
        assertThat(received.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(receiver().url("/signed")).contains("//" + received.headers().get("Host") + "/");
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(delivery.deliveredAt()).isEqualTo(clock.instant());
        assertThat(delivery.nextRetryAt()).isNull();
        assertThat(delivery.attemptLog()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(DeliveryStatus.SUCCEEDED);
            assertThat(attempt.responseCode()).isEqualTo(200);
            assertThat(attempt.attemptedAt()).isEqualTo(clock.instant());
        });
        assertThat(reload(endpoint).lastDelivery())
                .isEqualTo(new WebhookEndpoint.LastDelivery(
                        delivery.id(), DeliveryStatus.SUCCEEDED, 200, clock.instant()));
        assertThat(receiver().at("/signed")).hasSize(1);
    }

    @Test
    void sendsTheSdksDialectToEndpointsThatAskForIt() throws Exception {
        endpoint("/libraries", "*", "plugipay.refund.issued.v1");

        happened(EventType.REFUND_SUCCEEDED);
        happened(EventType.REFUND_FAILED);

        await().until(() -> receiver().at("/libraries").size() == 2);
        assertThat(receiver().at("/libraries"))
                .anyMatch(each -> each.body()
                        .contains("\"type\":\"plugipay.refund.issued.v1\",\"workspaceId\":\"" + tenant().workspaceId()))
                .anyMatch(each -> each.body().contains("\"type\":\"refund.failed\",\"workspaceId\":\""));
    }

    @Test
    void setsAsideAnEventThatCannotBeFannedOutAndFansOutTheOthers() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/others", "*");
        undeploy();
        happened(EventType.REFUND_CREATED);
        happened(EventType.PAYMENT_SUCCEEDED);
        happened(EventType.REFUND_SUCCEEDED);
        get(database()
                .run(
                        "update events set id = 'evt_broken' where workspace_id = $1 and type = 'payment.succeeded'",
                        Tuple.of(tenant().workspaceId())));
        get(database()
                .run(
                        "alter table webhook_deliveries add constraint none_of_it check (event_id <> 'evt_broken')",
                        Tuple.tuple()));
        try {
            deploy();

            await().until(() -> receiver().at("/others").size() == 2);
            await().until(() -> count("select count(*) from events where workspace_id = $1 and not fanned_out") == 0);
            assertThat(count("select count(*) from stuck where workspace_id = $1 and type = 'event'"
                            + " and id = 'evt_broken' and reason = 'internal'"))
                    .isEqualTo(1);
        } finally {
            get(database().run("alter table webhook_deliveries drop constraint none_of_it", Tuple.tuple()));
        }
        get(database().run("update events set fanned_out = false where id = 'evt_broken'", Tuple.tuple()));

        await().until(() -> receiver().at("/others").size() == 3);
        assertThat(count("select count(*) from stuck where workspace_id = $1")).isZero();
        assertThat(reload(endpoint).consecutiveFailures()).isZero();
    }

    @Test
    void followsNoRedirect() throws Exception {
        receiver()
                .behaves(request -> request.response()
                        .setStatusCode(307)
                        .putHeader("Location", receiver().url("/elsewhere"))
                        .end());
        IssuedWebhookEndpoint endpoint = endpoint("/redirect");
        happened(EventType.PAYMENT_SUCCEEDED);

        WebhookDelivery delivery = delivery(endpoint, each -> each.attemptLog().size() == 1);

        assertThat(delivery.lastError()).isEqualTo("HTTP 307: redirects are not followed");
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(receiver().at("/elsewhere")).isEmpty();
    }

    @Test
    void readsNoEndlessAnswer() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger cut = new AtomicInteger();
        receiver().behaves(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.closeHandler(closed -> cut.incrementAndGet());
            pour(response, sent);
        });
        IssuedWebhookEndpoint endpoint = endpoint("/endless");
        happened(EventType.PAYMENT_SUCCEEDED);

        delivery(endpoint, DeliveryStatus.SUCCEEDED);

        await().until(() -> cut.get() == 1);
        assertThat(sent.get()).isLessThan(64_000_000);
    }

    @Test
    void waitsNoLongerThanTheTimeout() throws Exception {
        undeploy();
        deploy(new WebhookConfig(64, 2_000, CONFIG.allowedAddresses(), 30, 0));
        receiver().behaves(request -> {});
        IssuedWebhookEndpoint endpoint = endpoint("/silent");
        happened(EventType.PAYMENT_SUCCEEDED);

        WebhookDelivery delivery = delivery(endpoint, each -> each.attemptLog().size() == 1);

        assertThat(delivery.lastError()).isEqualTo("timeout after 2 s");
        assertThat(delivery.responseCode()).isNull();
        assertThat(delivery.attemptLog().getFirst().durationMs()).isGreaterThanOrEqualTo(1_900L);
    }

    @Test
    void reachesNoAddressThatIsNotPublic() throws Exception {
        IssuedWebhookEndpoint endpoint = insert("http://169.254.169.254/latest/meta-data", List.of());
        IssuedWebhookEndpoint closed = insert("http://localhost:1/", List.of());
        IssuedWebhookEndpoint unknown = insert("http://nowhere.invalid/", List.of());
        happened(EventType.PAYMENT_SUCCEEDED);

        Predicate<WebhookDelivery> attempted = each -> each.attemptLog().size() == 1;
        assertThat(delivery(endpoint, attempted).lastError()).isEqualTo("the address 169.254.169.254 is not allowed");
        assertThat(delivery(closed, attempted).lastError()).isEqualTo("connection refused");
        assertThat(delivery(unknown, attempted).lastError()).isEqualTo("the name of the host cannot be resolved");
    }

    @Test
    void aHangingReceiverDoesNotDelayTheOthers() throws Exception {
        receiver().behaves(request -> {
            if (!request.path().equals("/hangs")) {
                request.response().end();
            }
        });
        IssuedWebhookEndpoint hanging = endpoint("/hangs", "payment.*");
        endpoint("/quick", "refund.*");
        IntStream.range(0, 200).forEach(ignored -> happened(EventType.PAYMENT_SUCCEEDED));
        await().until(() -> receiver().at("/hangs").size() >= WebhookEndpointStore.INITIAL_PACE);

        IntStream.range(0, 200).forEach(ignored -> happened(EventType.REFUND_CREATED));

        await().until(() -> receiver().at("/quick").size() == 200);
        assertThat(receiver().at("/hangs")).hasSizeLessThanOrEqualTo(2 * WebhookEndpointStore.INITIAL_PACE);
        delete(hanging);
    }

    @Test
    void workspacesWithHangingReceiversDoNotDelayTheOthers() throws Exception {
        receiver().behaves(request -> {
            if (request.path().equals("/unhurt")) {
                request.response().end();
            }
        });
        for (int i = 0; i < 6; i++) {
            Tenant hostile = newTenant();
            for (int k = 0; k < 12; k++) {
                insert(
                        hostile,
                        new WebhookEndpointInput(
                                WebAddress.of(receiver().url("/hostile")), null, null, null, null, null));
            }
            IntStream.range(0, 30).forEach(ignored -> happened(hostile, EventType.PAYMENT_SUCCEEDED));
        }
        await().until(() -> receiver().at("/hostile").size() >= 40);
        endpoint("/unhurt");

        happened(EventType.REFUND_CREATED);

        await().until(() -> receiver().at("/unhurt").size() == 1);
        assertThat(receiver().at("/hostile"))
                .as("what came before it and still waits")
                .hasSizeLessThan(6 * 12 * 30);
    }

    @Test
    void sendsFewLargeBodiesAtOnce() throws Exception {
        undeploy();
        for (int i = 0; i < 5; i++) {
            endpoint("/large", "plugipay.payment.succeeded.v1");
        }
        String[] events = IntStream.range(0, 10)
                .mapToObj(i -> Ids.at(clock.instant(), "evt"))
                .toArray(String[]::new);
        get(database().run("""
                        insert into events (workspace_id, mode, id, type, object_id, payload, created_at)
                        select $1, 'test', id, 'payment.succeeded', '', json_build_object('id', id,
                                'type', 'payment.succeeded', 'workspaceId', $1, 'mode', 'test',
                                'createdAt', '2026-11-22T08:00:00.000Z', 'data', json_build_object(
                                    'object', json_build_object('note', repeat('x', 400000))))::text, $2
                          from unnest($3::text[]) e (id)""", Tuple.of(tenant().workspaceId(), Columns.time(clock.instant()), events)));
        Tenant small = newTenant();
        insert(small, new WebhookEndpointInput(WebAddress.of(receiver().url("/small")), null, null, null, null, null));
        happened(small, EventType.PAYMENT_SUCCEEDED);

        FanOut fanOut = new FanOut(database(), new Notifications(false), new SdkEvents(List.of()));
        assertThat(get(fanOut.next(clock.instant())).queues()).hasSize(6);
        assertThat(count("select count(*) from events where workspace_id = $1 and fanned_out"))
                .isEqualTo(3);
        while (get(fanOut.next(clock.instant())).more()) {
            assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                    .isPositive();
        }
        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1 and length(body) > 400000"))
                .isEqualTo(50);
    }

    @Test
    void continuesWhenTheDatabaseIsAvailableAgain() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/restart");
        happened(EventType.PAYMENT_SUCCEEDED);
        delivery(endpoint, DeliveryStatus.SUCCEEDED);

        get(database()
                .run(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where pid <> pg_backend_pid() and datname = current_database()"
                                + " and backend_type = $1",
                        Tuple.of("client backend")));
        await().ignoreExceptions().until(() -> count("select count(*) from events where workspace_id = $1") == 1);
        happened(EventType.PAYMENT_REFUNDED);

        await().until(() -> receiver().at("/restart").size() == 2);
    }

    /** Writes part after part without an end. */
    private static void pour(HttpServerResponse response, AtomicInteger sent) {
        Buffer part = Buffer.buffer(new byte[1024]);
        sent.addAndGet(part.length());
        response.write(part).onSuccess(written -> Vertx.currentContext().runOnContext(next -> pour(response, sent)));
    }
}
