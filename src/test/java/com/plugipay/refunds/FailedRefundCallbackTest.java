package com.plugipay.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.attempts.QueryQuota;
import com.plugipay.db.Database;
import com.plugipay.limits.Rate;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refund that is recorded as failed was made after all: only a callback reports it. */
class FailedRefundCallbackTest {
    private static final ProviderKind XENDIT = XenditFactory.KIND;
    private static final String NO_CALLBACKS = "\"dropped_callback\":{\"probability\":1}";

    @ParameterizedTest
    @ValueSource(strings = {"rate_limited", "server_error", "cut"})
    void isQueriedAgainWhileItsStatusIsUnknown(String fault) {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(XENDIT);
            String refund = recordedAsFailed(sandbox, api);
            sandbox.faults(XENDIT, "{\"" + fault + "\":{\"probability\":1}," + NO_CALLBACKS + "}");

            callBack(api, refund);

            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(api.get("/v1/stuck").data()).hasSize(1);
                assertThat(api.get("/v1/stuck").data().path(0).path("reason").asText())
                        .isEqualTo("provider_timeout");
            });
            assertThat(succeeded(api)).isZero();
            sandbox.faults(XENDIT, "{}");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                sandbox.clock().advance(Duration.ofSeconds(10));
                return succeeded(api) == 1;
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> api.get("/v1/stuck").data().isEmpty());
            assertThat(api.get("/v1/payments?status=partially_refunded").data()).hasSize(1);
        }
    }

    /** A refund that the provider has refused stays failed, and the callback is done. */
    @Test
    void staysFailedWhenTheProviderHasRefusedIt() {
        try (TestSandbox sandbox = TestSandbox.start(7)) {
            Api api = sandbox.merchant(XENDIT);
            String payment = paid(sandbox, api);
            sandbox.act(
                    XENDIT,
                    api.get("/v1/payment-attempts").data().path(0).path("id").asText(),
                    "refuse_refund");
            String refund = api.post("/v1/refunds", "{\"paymentId\":\"%s\"}".formatted(payment))
                    .expect(201)
                    .id();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> api.get("/v1/refunds/" + refund).text("status").equals("failed"));

            callBack(api, refund);

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> unhandled(sandbox) == 0);
            assertThat(api.get("/v1/stuck").data()).isEmpty();
            assertThat(succeeded(api)).isZero();
        }
    }

    private static String recordedAsFailed(TestSandbox sandbox, Api api) {
        String payment = paid(sandbox, api);
        sandbox.faults(XENDIT, "{" + NO_CALLBACKS + "}");
        String id = api.post("/v1/refunds", "{\"paymentId\":\"%s\",\"amount\":50000}".formatted(payment))
                .expect(201)
                .id();
        Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
        Database database = sandbox.gateway().gateway().database();
        RefundStore store = new RefundStore(database);
        Refunds refunds = new Refunds(
                store,
                new PaymentStore(database),
                new AttemptStore(database),
                new Providers(sandbox.gateway().gateway().vertx()),
                new QueryQuota(Rate.perMinute(1)));
        Refund refund = TestGateway.get(store.find(tenant, id)).orElseThrow();
        ChangeContext context = ChangeContext.worker(
                tenant, Actor.timer("test", "Test"), sandbox.clock().instant());
        TestGateway.get(refunds.settlement()
                .settle(context, refund, new Outcome.Declined("not_found", "The refund did not arrive."), 0));
        assertThat(api.get("/v1/refunds/" + id).text("status")).isEqualTo("failed");
        sandbox.clock().advance(Duration.ofSeconds(5));
        return id;
    }

    private static String paid(TestSandbox sandbox, Api api) {
        String payment = api.post("/v1/payments", "{\"amount\":150000,\"currency\":\"IDR\",\"method\":\"gopay\"}")
                .expect(201)
                .id();
        sandbox.act(
                XENDIT,
                api.get("/v1/payment-attempts").data().path(0).path("id").asText(),
                "pay");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/v1/payments/" + payment).text("status").equals("succeeded"));
        return payment;
    }

    private static void callBack(Api api, String refund) {
        String callback = """
                {"event":"refund.succeeded","data":{"id":"%s","reference_id":"%s"}}""".formatted(api.get("/v1/refunds/" + refund).text("providerReference"), refund);
        String token = Sandbox.account(XENDIT, 0).getString("callbackToken");
        assertThat(api.raw(
                                "POST",
                                "/v1/inbound-webhooks/xendit/"
                                        + api.key().apiKey().workspaceId(),
                                callback.getBytes(StandardCharsets.UTF_8),
                                Map.of("x-callback-token", token))
                        .status())
                .isEqualTo(200);
    }

    private static int succeeded(Api api) {
        return api.get("/v1/refunds?status=succeeded").data().size();
    }

    private static long unhandled(TestSandbox sandbox) {
        return TestGateway.get(sandbox.gateway()
                        .gateway()
                        .database()
                        .run(
                                "select count(*) as unhandled from provider_callbacks where processed_at is null",
                                Tuple.tuple()))
                .iterator()
                .next()
                .getLong("unhandled");
    }
}
