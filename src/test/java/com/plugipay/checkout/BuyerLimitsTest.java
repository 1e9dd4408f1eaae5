package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.limits.LimitsConfig;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script on one buyer's page is limited before the shop's provider limits everybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuyerLimitsTest {
    private static final int ACTIONS = 5;
    private static final int TRIES = 30;

    private final TestSandbox sandbox = TestSandbox.start(
            1, new LimitsConfig(100_000, 100_000, 100_000, 100_000, 100_000, 100_000, ACTIONS, 100_000, 100_000, 100));
    private final Api api = sandbox.merchant(XenditFactory.KIND, ManualFactory.KIND);

    @AfterAll
    void close() {
        sandbox.close();
    }

    @Test
    void aSessionWhoseMethodIsChangedTooOftenIsLimitedAndNoOther() {
        String session = session();
        Answer limited = IntStream.range(0, TRIES)
                .mapToObj(i -> choose(session, i % 2 == 0 ? "qris" : "bca_va"))
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Never limited"));

        limited.expect(429, "rate_limited");
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isPositive();
        assertThat(limited.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(api.get("/v1/payment-attempts?checkoutSessionId=" + session).data())
                .hasSizeLessThan(TRIES / 2);
        choose(session(), "qris").expect(200);
    }

    @ParameterizedTest
    @CsvSource({"charge, method=qris", "change, ''", "buyer-claim, ''", "cancel, ''"})
    void thePageShowsTheLimitToo(String action, String form) {
        String session = session();
        Answer limited = IntStream.range(0, TRIES)
                .mapToObj(i -> post(session, action, form))
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Never limited"));

        assertThat(limited.header("Content-Type")).startsWith("text/html");
        assertThat(limited.body()).contains("That was a little fast");
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isPositive();
        // Reading the page is not limited.
        assertThat(api.raw("GET", "/c/" + session, new byte[0], Map.of()).status())
                .isEqualTo(200);
    }

    private Answer choose(String session, String method) {
        return api.raw(
                "POST",
                "/v1/public/checkout/sessions/" + session + "/charge",
                "{\"method\":\"%s\"}".formatted(method).getBytes(StandardCharsets.UTF_8),
                Map.of("Origin", "https://shop.example"));
    }

    private Answer post(String session, String action, String form) {
        return api.raw(
                "POST",
                "/c/" + session + "/" + action,
                form.getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private String session() {
        return api.post("/v1/checkout-sessions", """
                {"amount":51000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
    }
}
