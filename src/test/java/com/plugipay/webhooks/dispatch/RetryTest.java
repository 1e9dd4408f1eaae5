package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.json.Json;
import com.plugipay.outbox.EventType;
import com.plugipay.webhooks.Receiver.Received;
import com.plugipay.webhooks.deliveries.TestDeliveries;
import com.plugipay.webhooks.deliveries.WebhookDelivery;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens to a delivery that was not accepted, and to its endpoint. */
class RetryTest extends WithDispatcher {
    @Test
    void triesAgainWhenItIsDue() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/again");
        happened(EventType.PAYMENT_SUCCEEDED);

        WebhookDelivery first = delivery(endpoint, each -> each.attemptLog().size() == 1);
        assertThat(first.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(first.lastError()).isEqualTo("HTTP 500");
        assertThat(first.responseCode()).isEqualTo(500);
        assertThat(first.nextRetryAt())
                .isBetween(clock.instant().plusSeconds(9), clock.instant().plusSeconds(11));
        assertThat(reload(endpoint).consecutiveFailures()).isEqualTo(1);
        assertThat(reload(endpoint).failingSince()).isEqualTo(clock.instant());

        receiver().answers(204);
        pass(Duration.ofSeconds(12));

        WebhookDelivery second = delivery(endpoint, DeliveryStatus.SUCCEEDED);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(second.lastError()).isNull();
        assertThat(reload(endpoint).consecutiveFailures()).isZero();
        assertThat(reload(endpoint).failingSince()).isNull();
        assertThat(receiver().at("/again")).extracting(Received::body).containsOnly(second.body());
        assertThat(receiver().at("/again"))
                .extracting(each -> each.headers().get("webhook-id"))
                .containsOnly(second.eventId());
    }

    @Test
    void givesUpAfterThreeDays() throws Exception {
        receiver().answers(503);
        IssuedWebhookEndpoint endpoint = endpoint("/hopeless");
        happened(EventType.PAYMENT_SUCCEEDED);

        for (int attempts = 1; attempts <= 5; attempts++) {
            int made = attempts;
            assertThat(delivery(endpoint, each -> each.attemptLog().size() == made)
                            .status())
                    .isEqualTo(DeliveryStatus.PENDING);
            pass(Duration.ofHours(14));
        }
        delivery(endpoint, each -> each.attemptLog().size() == 6);
        pass(Duration.ofHours(3));

        WebhookDelivery failed = delivery(endpoint, DeliveryStatus.FAILED);
        assertThat(failed.nextRetryAt()).isNull();
        assertThat(failed.attemptLog().getLast().nextRetryAt()).isNull();
        assertThat(failed.attempts()).isBetween(5, 8);
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() throws Exception {
        receiver()
                .behaves(request -> request.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "3600")
                        .end());
        IssuedWebhookEndpoint endpoint = endpoint("/patience");
        happened(EventType.PAYMENT_SUCCEEDED);

        WebhookDelivery delivery = delivery(endpoint, each -> each.attemptLog().size() == 1);

        assertThat(delivery.nextRetryAt()).isEqualTo(clock.instant().plusSeconds(3600));
    }

    @Test
    void disablesAnEndpointThatIsGone() throws Exception {
        receiver()
                .behaves(request -> request.response()
                        .setStatusCode(request.path().equals("/gone") ? 410 : 200)
                        .end());
        IssuedWebhookEndpoint endpoint = endpoint("/gone", "payment.*");
        endpoint("/observer", "webhook_endpoint.disabled");
        happened(EventType.PAYMENT_SUCCEEDED);

        assertThat(delivery(endpoint, DeliveryStatus.FAILED).responseCode()).isEqualTo(410);
        await().until(() -> !reload(endpoint).active());
        WebhookEndpoint disabled = reload(endpoint);
        assertThat(disabled.disabledReason()).contains("410");
        assertThat(disabled.disabledAt()).isEqualTo(clock.instant());
        await().until(() -> receiver().at("/observer").size() == 1);
        assertThat(receiver().at("/observer").getFirst().body())
                .contains("\"object\":" + Json.text(disabled))
                .doesNotContain(endpoint.secret());
        assertThat(count("select count(*) from audit_log where workspace_id = $1 and action = "
                        + "'webhook_endpoint.disabled' and actor_type = 'system'"))
                .isEqualTo(1);
    }

    @Test
    void disablesAnEndpointThatFailsForADay() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/down");
        happened(EventType.PAYMENT_PENDING);
        delivery(endpoint, each -> each.attemptLog().size() == 1);
        get(database()
                .run(
                        "update webhook_endpoints set consecutive_failures = 18 where workspace_id = $1",
                        Tuple.of(tenant().workspaceId())));

        pass(Duration.ofHours(25));
        await().until(() -> reload(endpoint).consecutiveFailures() == 19);
        assertThat(reload(endpoint).active()).isTrue();
        assertThat(reload(endpoint).lastError()).isEqualTo("HTTP 500");
        pass(Duration.ofHours(1));

        await().until(() -> !reload(endpoint).active());
        assertThat(reload(endpoint).disabledReason()).contains("in a row failed since 2026-");
    }

    @Test
    void sendsOnceMoreOnRequest() throws Exception {
        IssuedWebhookEndpoint endpoint = endpoint("/repeat");
        happened(EventType.PAYMENT_SUCCEEDED);
        WebhookDelivery delivery = delivery(endpoint, DeliveryStatus.SUCCEEDED);
        receiver().answers(500);

        assertThat(run(TestDeliveries.retry(deliveries(), context(), delivery, clock.instant())))
                .isTrue();

        WebhookDelivery repeated = delivery(endpoint, each -> each.attemptLog().size() == 2);
        assertThat(repeated.status()).isEqualTo(DeliveryStatus.SUCCEEDED);
        assertThat(repeated.lastError()).isEqualTo("HTTP 500");
        assertThat(repeated.nextRetryAt()).isNull();
        assertThat(receiver().at("/repeat")).hasSize(2);
        assertThat(count("select count(*) from audit_log where workspace_id = $1 and action = "
                        + "'webhook_delivery.retried'"))
                .isEqualTo(1);
    }

    @Test
    void keepsTheDeliveriesOfADisabledEndpoint() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/paused");
        happened(EventType.PAYMENT_SUCCEEDED);
        delivery(endpoint, each -> each.attemptLog().size() == 1);

        activate(endpoint, false);
        pass(Duration.ofHours(1));
        happened(EventType.PAYMENT_REFUNDED);
        WebhookDelivery waiting = delivery(endpoint, each -> each.attemptLog().size() == 1);
        assertThat(run(TestDeliveries.retry(deliveries(), context(), waiting, clock.instant())))
                .isFalse();
        await().until(() -> count("select count(*) from events where workspace_id = $1 and not fanned_out") == 0);
        receiver().answers(200);
        activate(endpoint, true);

        assertThat(delivery(endpoint, DeliveryStatus.SUCCEEDED).attempts()).isEqualTo(2);
        assertThat(reload(endpoint).consecutiveFailures()).isZero();
        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1"))
                .isEqualTo(1);
    }

    @Test
    void failsTheDeliveriesOfAnEndpointThatStaysDisabled() throws Exception {
        receiver().answers(500);
        IssuedWebhookEndpoint endpoint = endpoint("/left");
        happened(EventType.PAYMENT_SUCCEEDED);
        delivery(endpoint, each -> each.attemptLog().size() == 1);
        activate(endpoint, false);

        pass(Duration.ofHours(73));

        WebhookDelivery failed = delivery(endpoint, DeliveryStatus.FAILED);
        assertThat(failed.lastError()).isEqualTo("the endpoint was disabled");
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.nextRetryAt()).isNull();
    }
}
