package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.db.Columns;
import com.plugipay.events.SdkEvents;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.EventType;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatcherMetricsTest extends WithDispatcher {

    @Test
    void countsAttemptsAndOpenBreakersAndTheAgeOfTheOldestDueDelivery() throws Exception {
        receiver()
                .behaves(request -> request.response()
                        .setStatusCode(request.path().equals("/fine") ? 200 : 500)
                        .end());
        IssuedWebhookEndpoint fine = endpoint("/fine", "customer.*");
        IssuedWebhookEndpoint broken = endpoint("/broken", "payment.*");
        happened(EventType.CUSTOMER_CREATED);
        delivery(fine, DeliveryStatus.SUCCEEDED);
        IntStream.range(0, 8).forEach(each -> happened(EventType.PAYMENT_SUCCEEDED));
        await().until(() -> reload(broken).consecutiveFailures() >= DeliveryPace.OPENS_AT);
        insert("http://localhost:1/", List.of("refund.*"));
        happened(EventType.REFUND_CREATED);

        await().until(() -> counted("unanswered") == 1);
        assertThat(counted("succeeded")).isEqualTo(1);
        await().until(() -> counted("refused") == reload(broken).consecutiveFailures());
        assertThat(registry.get("plugipay.webhook.claims").counter().count()).isGreaterThanOrEqualTo(3);
        await().until(() -> looked("plugipay.webhook.breakers.open") == 1);
        // What a breaker holds back is not late.
        assertThat(looked("plugipay.webhook.oldest.due.seconds")).isZero();

        undeploy();
        happened(EventType.CUSTOMER_CREATED);
        get(new FanOut(database(), new Notifications(false), new SdkEvents(List.of())).next(clock.instant()));
        pass(Duration.ofSeconds(7));
        assertThat(looked("plugipay.webhook.oldest.due.seconds")).isEqualTo(7);
        get(database()
                .run(
                        "update webhook_endpoints set status = 'disabled', disabled_at = $1",
                        Tuple.of(Columns.time(clock.instant()))));
        assertThat(looked("plugipay.webhook.oldest.due.seconds")).isZero();
    }

    private double counted(String result) {
        return registry.get("plugipay.webhook.attempts")
                .tag("result", result)
                .counter()
                .count();
    }

    private double looked(String gauge) throws Exception {
        get(metrics().refresh(clock.instant()));
        return registry.get(gauge).gauge().value();
    }
}
