package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.secrets.Secret;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

    @Test
    void signsAsThePublishedVectorSays() {
        String body = """
                {"id":"evt_01J00000000000000000000000","type":"plugipay.invoice.paid.v1",\
                "accountId":"ws_01J00000000000000000000000","occurredAt":"2026-11-22T00:00:00.000Z",\
                "data":{"object":{"id":"inv_01J00000000000000000000000","status":"paid"},\
                "aggregateType":"invoice","aggregateId":"inv_01J00000000000000000000000"}}""";

        assertThat(WebhookSignature.plugipay(List.of(new Secret("whsec_EXAMPLE0123456789abcdef")), NOW, body))
                .isEqualTo("t=1790000000,v1=e174fbaf01455da90190b58177e0b67284ddc492a082ca91001e2b0aaa98f68c");
    }

    @Test
    void signsAsTheVectorOfStandardWebhooksSays() {
        Secret secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(WebhookSignature.standard(
                        List.of(secret),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEverySecretDuringARotationTheCurrentLast() {
        Secret old = new Secret("whsec_b2xk");
        Secret current = new Secret("whsec_bmV3");
        String alone = WebhookSignature.plugipay(List.of(current), NOW, "{}");

        String both = WebhookSignature.plugipay(List.of(old, current), NOW, "{}");

        assertThat(both).matches("t=1790000000,v1=[0-9a-f]{64},v1=[0-9a-f]{64}").endsWith(alone.substring(12));
        assertThat(WebhookSignature.standard(List.of(old, current), "evt_1", NOW, "{}"))
                .matches("v1,\\S+ v1,\\S+");
    }
}
