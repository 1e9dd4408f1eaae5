package com.plugipay.webhooks.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.async.Rounds;
import com.plugipay.outbox.EventType;
import com.plugipay.webhooks.WebhookConfig;
import com.plugipay.webhooks.dispatch.WithDispatcher;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Old deliveries, recoveries and events are deleted, and those that are needed stay. */
class WebhookRetentionTest extends WithDispatcher {
    private static final WebhookConfig FOR_EVER = new WebhookConfig(64, 2_000, List.of(), 30, 0);
    private static final WebhookConfig FOR_A_WHILE = new WebhookConfig(64, 2_000, List.of(), 30, 60);

    @Test
    void deletesOldRowsThatHaveEnded() throws Exception {
        get(database()
                .run(
                        "insert into workspaces (id, name, created_at, updated_at) values ($1, 'Old', now(), now())",
                        Tuple.of(tenant().workspaceId())));
        IssuedWebhookEndpoint taken = endpoint("/taken", "payment.*");
        IntStream.range(0, 20).forEach(each -> happened(EventType.PAYMENT_SUCCEEDED));
        await().until(() -> deliveries("succeeded") == 20);
        receiver().answers(500);
        IssuedWebhookEndpoint waiting = endpoint("/waiting", "refund.*");
        happened(EventType.REFUND_CREATED);
        delivery(waiting, each -> each.attemptLog().size() == 1);
        activate(waiting, false);
        Instant later = clock.instant().plus(Duration.ofDays(29));

        get(Rounds.whileMore(() -> new WebhookRetentionStore(database(), FOR_EVER).prune(later)));
        assertThat(deliveries("succeeded")).isEqualTo(20);

        get(Rounds.whileMore(
                () -> new WebhookRetentionStore(database(), FOR_EVER).prune(later.plus(Duration.ofDays(2)))));
        assertThat(deliveries("succeeded")).isZero();
        assertThat(deliveries("pending")).isEqualTo(1);
        assertThat(reload(taken).lastDelivery()).isNull();
        assertThat(count("select count(*) from events where workspace_id = $1")).isEqualTo(21);

        get(Rounds.whileMore(
                () -> new WebhookRetentionStore(database(), FOR_A_WHILE).prune(later.plus(Duration.ofDays(40)))));
        // The one that a delivery waits for.
        assertThat(count("select count(*) from events where workspace_id = $1")).isEqualTo(1);
        pass(Duration.ofDays(4));
        delivery(waiting, DeliveryStatus.FAILED);
        get(Rounds.whileMore(
                () -> new WebhookRetentionStore(database(), FOR_A_WHILE).prune(later.plus(Duration.ofDays(40)))));
        assertThat(count("select count(*) from events where workspace_id = $1")).isZero();
    }

    private long deliveries(String status) throws Exception {
        return get(database()
                        .one(
                                "select count(*) from webhook_deliveries where workspace_id = $1 and status = $2",
                                Tuple.of(tenant().workspaceId(), status),
                                row -> row.getLong(0)))
                .orElseThrow();
    }
}
