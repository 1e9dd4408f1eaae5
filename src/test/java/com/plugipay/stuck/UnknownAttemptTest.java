package com.plugipay.stuck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.Columns;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import com.plugipay.work.WorkSchedule;
import io.vertx.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A session is canceled, and its provider does not say for three days whether the charge can still be paid. */
class UnknownAttemptTest {
    private static final String ASKED_FOR_DAYS = """
            update payment_attempts set look_ups = $2, next_look_up_at = $3, claimed_by = null where id = $1""";

    @Test
    void isDismissedByItsMerchant() {
        try (TestSandbox sandbox = TestSandbox.start(1)) {
            Api api = sandbox.merchant(MidtransFactory.KIND);
            String concluded = cancel(api, chosenSession(api));
            Awaitility.await()
                    .until(() -> attempt(api, concluded).path("nextLookUpAt").isNull());
            api.post("/v1/payment-attempts/" + concluded + "/dismiss", "").expect(409, "conflict");

            String session = chosenSession(api);
            sandbox.faults(MidtransFactory.KIND, "{\"server_error\":{\"probability\":1}}");
            String unknown = cancel(api, session);
            api.post("/v1/payment-attempts/" + unknown + "/dismiss", "").expect(409, "conflict");
            TestGateway.get(sandbox.gateway()
                    .gateway()
                    .database()
                    .run(
                            ASKED_FOR_DAYS,
                            Tuple.of(
                                    unknown,
                                    WorkSchedule.IN_THREE_DAYS - 1,
                                    Columns.time(sandbox.clock().instant()))));
            Awaitility.await()
                    .until(() -> attempt(api, unknown).path("nextLookUpAt").isNull());
            assertThat(api.get("/v1/stuck?type=payment_attempt")
                            .data()
                            .path(0)
                            .path("id")
                            .asText())
                    .isEqualTo(unknown);

            Answer dismissed = api.post("/v1/payment-attempts/" + unknown + "/dismiss", "", "once")
                    .expect(200);

            assertThat(dismissed.text("status")).isEqualTo("failed");
            assertThat(dismissed.text("failureCode")).isEqualTo("dismissed");
            assertThat(dismissed.data().path("nextLookUpAt").isNull()).isTrue();
            assertThat(api.get("/v1/stuck?type=payment_attempt").data()).isEmpty();
            assertThat(api.audited("action=payment_attempt.failed", 1)
                            .data()
                            .path(0)
                            .path("details")
                            .path("code")
                            .asText())
                    .isEqualTo("dismissed");
            assertThat(api.post("/v1/payment-attempts/" + unknown + "/dismiss", "", "once")
                            .body())
                    .isEqualTo(dismissed.body());
            api.post("/v1/payment-attempts/" + unknown + "/dismiss", "").expect(409, "conflict");
        }
    }

    private static String chosenSession(Api api) {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"qris\"}")
                .expect(200);
        return session;
    }

    /** Gives the attempt. */
    private static String cancel(Api api, String session) {
        api.post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        JsonNode attempt = api.get("/v1/payment-attempts?checkoutSessionId=" + session)
                .data()
                .path(0);
        assertThat(attempt.path("status").asText()).isEqualTo("canceled");
        return attempt.path("id").asText();
    }

    private static JsonNode attempt(Api api, String id) {
        return api.get("/v1/payment-attempts/" + id).expect(200).data();
    }
}
