package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.outbox.EventType;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpointInput;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How fast an endpoint gets its deliveries: its limits of concurrency and rate, and its circuit breaker. */
class DeliveryPaceTest extends WithDispatcher {

    @Test
    void keepsTheLimitOfConcurrency() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        receiver().behaves(request -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            vertx.setTimer(50, over -> {
                atOnce.decrementAndGet();
                request.response().end();
            });
        });
        insert(tenant(), new WebhookEndpointInput(WebAddress.of(receiver().url("/few")), null, null, null, 7, null));

        IntStream.range(0, 100).forEach(ignored -> happened(EventType.PAYMENT_SUCCEEDED));

        await().until(() -> receiver().at("/few").size() == 100);
        assertThat(most.get()).isBetween(WebhookEndpointStore.INITIAL_PACE, 7);
    }

    @Test
    void keepsTheLimitOfTheRate() throws Exception {
        IssuedWebhookEndpoint slow = insert(
                tenant(), new WebhookEndpointInput(WebAddress.of(receiver().url("/slow")), null, null, null, null, 5));
        endpoint("/unlimited");
        IntStream.range(0, 12).forEach(ignored -> happened(EventType.PAYMENT_SUCCEEDED));

        await().until(() -> receiver().at("/slow").size() == 5);
        await().until(() -> receiver().at("/unlimited").size() == 12);
        assertThat(receiver().at("/slow")).hasSize(5);
        pass(Duration.ofSeconds(1));
        await().until(() -> receiver().at("/slow").size() == 10);
        pass(Duration.ofSeconds(1));
        await().until(() -> receiver().at("/slow").size() == 12);
        assertThat(reload(slow).consecutiveFailures()).isZero();
    }

    @Test
    void probesAFailingEndpointAndContinuesWhenItRecovers() throws Exception {
        receiver().answers(503);
        IssuedWebhookEndpoint endpoint = endpoint("/breaker");
        IntStream.range(0, 40).forEach(ignored -> happened(EventType.PAYMENT_SUCCEEDED));
        await().until(() -> reload(endpoint).consecutiveFailures() >= DeliveryPace.OPENS_AT);
        await().until(() -> reload(endpoint).nextAttemptAt() != null);
        int opened = receiver().at("/breaker").size();
        assertThat(opened).isBetween(DeliveryPace.OPENS_AT, DeliveryPace.OPENS_AT + WebhookEndpointStore.INITIAL_PACE);

        pass(Duration.ofMinutes(6));
        await().until(() -> receiver().at("/breaker").size() == opened + 1);
        await().until(() -> reload(endpoint).consecutiveFailures() == opened + 1);
        receiver().answers(200);
        pass(Duration.ofMinutes(6));

        await().until(() ->
                count("select count(*) from webhook_deliveries where workspace_id = $1" + " and status = 'succeeded'")
                        == 40);
        assertThat(reload(endpoint).nextAttemptAt()).isNull();
        assertThat(reload(endpoint).lastError()).isNull();
    }
}
