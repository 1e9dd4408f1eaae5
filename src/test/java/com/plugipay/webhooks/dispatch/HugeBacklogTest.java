package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.db.Columns;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.EventType;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.endpoints.IssuedWebhookEndpoint;
import com.plugipay.webhooks.endpoints.WebhookEndpointInput;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A million deliveries wait for one endpoint, and another one never responds. Runs alone on the machine, because it
 * measures the delay of a third, and writing the million rows slows down other tests.
 */
@Isolated
class HugeBacklogTest extends WithDispatcher {
    private static final int BACKLOG = 1_000_000;
    private static final int PIECE = 10_000;

    @Test
    void doesNotDelayOtherEndpoints() throws Exception {
        receiver().behaves(request -> {
            switch (request.path()) {
                case "/noisy" -> vertx.setTimer(50, over -> request.response().end());
                case "/dead" -> {}
                default -> request.response().end();
            }
        });
        pileUp(endpoint("/noisy", "payment.*"));
        endpoint("/dead", "payment.*");
        IntStream.range(0, 100).forEach(ignored -> happened(EventType.PAYMENT_SUCCEEDED));
        await().until(() ->
                receiver().at("/noisy").size() > 20 && !receiver().at("/dead").isEmpty());
        Tenant quiet = newTenant();
        insert(
                quiet,
                new WebhookEndpointInput(WebAddress.of(receiver().url("/quiet")), List.of(), null, null, null, null));

        for (int i = 1; i <= 5; i++) {
            int sent = i;
            happened(quiet, EventType.PAYMENT_SUCCEEDED);
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> receiver().at("/quiet").size() == sent);
        }
        assertThat(count("select count(*) from webhook_deliveries where workspace_id = $1 and status = 'pending'"))
                .isGreaterThan(BACKLOG / 2);
    }

    /** In several statements: each may take ten seconds. */
    private void pileUp(IssuedWebhookEndpoint noisy) throws Exception {
        for (int first = 0; first < BACKLOG; first += PIECE) {
            get(database()
                    .run(
                            """
                            insert into webhook_deliveries (workspace_id, mode, id, endpoint_id, event_id, type, body,
                                status, attempts, due_at, attempt_log, created_at, updated_at)
                            select $1, $2, 'whd_noisy' || n, $3, 'evt_noisy' || n, 'payment.succeeded', '{}',
                                'pending', 0, $4, '[]'::jsonb, $4, $4
                              from generate_series($5::integer, $6::integer) n""",
                            Tuple.of(
                                    tenant().workspaceId(),
                                    tenant().mode().text(),
                                    noisy.endpoint().id(),
                                    Columns.time(clock.instant()),
                                    first,
                                    first + PIECE - 1)));
        }
    }
}
