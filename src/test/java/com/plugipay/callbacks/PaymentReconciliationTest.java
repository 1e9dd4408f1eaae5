package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.accounts.ProviderAccountCache;
import com.plugipay.providers.accounts.ProviderAccountStore;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payments of trusted callbacks whose account has no queries left. */
class PaymentReconciliationTest {
    private final TestSandbox sandbox = TestSandbox.start(7);
    private final TestGateway gateway = sandbox.gateway();
    private final Database database = gateway.gateway().database();
    private final CallbackStore store = new CallbackStore(database);
    private final CallbackPaces paces = new CallbackPaces(new CallbackPaceStore(database), sandbox.clock());
    private final ConfirmationRules confirmations = new ConfirmationRules(
            new ProviderAccountCache(new ProviderAccountStore(database, gateway.masterKeys())), paces);
    private final Providers providers = new Providers(gateway.gateway().vertx());
    private final AttemptStore attempts = new AttemptStore(database);
    private final PaymentReconciliation reconciliation = new PaymentReconciliation(
            store,
            providers,
            attempts,
            confirmations,
            paces,
            new PaymentListReader(
                    providers, attempts, (context, attempt) -> Future.succeededFuture(attempt), confirmations));
    private final Api api = sandbox.merchant(XenditFactory.KIND);
    private final Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);

    /** Far ahead, so that the gateway's own timer does not claim it first. */
    private final Instant received = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void waitForTheQuota() {
        trust();
        Instant now = received.plus(Duration.ofDays(2));

        compareWithoutQuota(now);

        assertThat(api.get("/v1/stuck?type=callback").data()).isEmpty();
        assertThat(found("select id from provider_callbacks where confirm_at = $1", now.plus(Duration.ofMinutes(1))))
                .hasSize(1);
    }

    @Test
    void areStuckAfterThreeDaysWithoutQuota() {
        String callback = trust();

        compareWithoutQuota(received.plus(Duration.ofDays(3)).plusSeconds(1));

        JsonNode stuck = api.get("/v1/stuck?type=callback").expect(200).data();
        assertThat(stuck).hasSize(1);
        assertThat(stuck.path(0).path("id").asText()).isEqualTo(callback);
        assertThat(stuck.path(0).path("reason").asText()).isEqualTo("rate_limited");
        assertThat(stuck.path(0).path("nextTryAt").isNull()).isTrue();
    }

    /** Makes a payment whose callback is trusted, dates it ahead, and lets Xendit fail. */
    private String trust() {
        api.post("/v1/payments", "{\"amount\":150000,\"currency\":\"IDR\",\"method\":\"qris\"}")
                .expect(201);
        String attempt =
                api.get("/v1/payment-attempts").data().path(0).path("id").asText();
        sandbox.act(XenditFactory.KIND, attempt, "pay");
        String callback = Awaitility.await("a trusted callback")
                .atMost(Duration.ofSeconds(30))
                .until(() -> found("""
                                select id from provider_callbacks
                                 where processed_at is not null and confirm_at is not null and created_at < $1""", received), ids -> !ids.isEmpty())
                .getFirst();
        sandbox.faults(XenditFactory.KIND, "{\"server_error\":{\"probability\":1}}");
        found("update provider_callbacks set created_at = $1, confirm_at = $1 where confirm_at is not null", received);
        return callback;
    }

    private void compareWithoutQuota(Instant now) {
        while (confirmations.mayQuery(tenant, XenditFactory.KIND, now)) {
            // Uses up the quota.
        }
        TestGateway.get(reconciliation.confirm(now));
    }

    private List<String> found(String sql, Instant moment) {
        List<String> ids = new ArrayList<>();
        TestGateway.get(database.run(sql, Tuple.of(Columns.time(moment)))).forEach(row -> ids.add(row.getString("id")));
        return ids;
    }
}
