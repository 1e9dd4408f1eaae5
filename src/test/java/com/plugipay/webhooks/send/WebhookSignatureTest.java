package com.plugipay.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.plugipay.secrets.Secret;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

    @Test
    void signsLikeThePublishedVector() {
        String body = """
                {"id":"evt_01J00000000000000000000000","type":"plugipay.invoice.paid.v1",\
                "accountId":"ws_01J00000000000000000000000","occurredAt":"2026-11-22T00:00:00.000Z",\
                "data":{"object":{"id":"inv_01J00000000000000000000000","status":"paid"},\
                "aggregateType":"invoice","aggregateId":"inv_01J00000000000000000000000"}}""";

        assertThat(WebhookSignature.plugipay(List.of(new Secret("whsec_EXAMPLE0123456789abcdef")), NOW, body))
                .isEqualTo("t=1790000000,v1=e174fbaf01455da90190b58177e0b67284ddc492a082ca91001e2b0aaa98f68c");
    }

    @Test
    void signsLikeTheVectorOfStandardWebhooks() {
        Secret secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(WebhookSignature.standard(
                        List.of(secret),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEverySecretDuringARotationAndTheCurrentOneLast() {
        Secret old = new Secret("whsec_b2xk");
        Secret current = new Secret("whsec_bmV3");
        String alone = WebhookSignature.plugipay(List.of(current), NOW, "{}");

        String both = WebhookSignature.plugipay(List.of(old, current), NOW, "{}");

        assertThat(both).matches("t=1790000000,v1=[0-9a-f]{64},v1=[0-9a-f]{64}").endsWith(alone.substring(12));
        assertThat(WebhookSignature.standard(List.of(old, current), "evt_1", NOW, "{}"))
                .matches("v1,\\S+ v1,\\S+");
    }

    @Test
    void aLibraryForStandardWebhooksVerifiesTheSignature() throws Exception {
        String old = secret();
        String current = secret();
        String body = "{\"id\":\"evt_1\",\"data\":{\"object\":{\"name\":\"B\u00fcrger \uD83D\uDE00\"}}}";
        Instant now = Instant.now();

        Map<String, List<String>> alone = headers(List.of(new Secret(current)), now, body);
        new Webhook(current).verify(body, alone);
        assertRefused(old, body, alone);
        assertRefused(current, body.replace("evt_1", "evt_2"), alone);
        assertRefused(current, body, headers(List.of(new Secret(current)), now.minusSeconds(600), body));

        Map<String, List<String>> both = headers(List.of(new Secret(old), new Secret(current)), now, body);
        new Webhook(old).verify(body, both);
        new Webhook(current).verify(body, both);
        assertRefused(secret(), body, both);
    }

    private static void assertRefused(String secret, String body, Map<String, List<String>> headers) throws Exception {
        Webhook receiver = new Webhook(secret);
        assertThatExceptionOfType(WebhookVerificationException.class).isThrownBy(() -> receiver.verify(body, headers));
    }

    private static Map<String, List<String>> headers(List<Secret> secrets, Instant now, String body) {
        return Map.of(
                "webhook-id", List.of("evt_1"),
                "webhook-timestamp", List.of(String.valueOf(now.getEpochSecond())),
                "webhook-signature", List.of(WebhookSignature.standard(secrets, "evt_1", now, body)));
    }

    /** As an endpoint gets it. */
    private static String secret() {
        byte[] bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        return WebhookSignature.SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }
}
