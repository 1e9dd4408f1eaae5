package com.plugipay.http.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.limits.LimitsConfig;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The number of requests from one address is limited before their keys are checked, and much more so when it guesses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressLimitsTest {
    private static final String NOBODYS = "sess_01J00000000000000000000000";
    private static final byte[] NOTHING = new byte[0];

    /** Enough for the tests' own requests, and few enough to be used up by guesses. */
    private static final int AT_ONCE = 100;

    private static final LimitsConfig LIMITS = new LimitsConfig(
            AT_ONCE / 10, AT_ONCE / 10, AT_ONCE / 10, 100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 100);

    private TestGateway gateway = TestGateway.shared();
    private Api api = gateway.merchant();

    @BeforeAll
    void start() {
        gateway = TestGateway.start(TestDatabase.create(), LIMITS);
        api = gateway.merchant();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void anAddressThatGuessesKeysIsLimited() {
        limited(() -> api.raw(
                "GET", "/v1/customers", NOTHING, Map.of("Authorization", "Bearer pk_test_AAAAAAAAAAAAAAAA_guess")));

        Answer limited =
                limited(() -> api.raw("POST", "/v1/customers", "{}".getBytes(StandardCharsets.UTF_8), Map.of()));
        limited.expect(429, "rate_limited");
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isPositive();
    }

    @Test
    void anAddressThatGuessesSessionsIsLimitedOnPagesAndInThePublicCheckout() {
        Answer page = limited(() -> visit("/c/" + NOBODYS));
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("That was a little fast");
        assertThat(Integer.parseInt(page.header("Retry-After"))).isPositive();

        Answer widget = limited(() -> visit("/v1/public/checkout/sessions/" + NOBODYS));
        widget.expect(429, "rate_limited");
        assertThat(widget.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(widget.header("Access-Control-Expose-Headers")).contains("Retry-After");
    }

    @Test
    void anAddressThatForgesCallbacksIsLimited() {
        String workspace = api.key().apiKey().workspaceId();
        limited(() -> api.raw(
                        "POST",
                        "/v1/inbound-webhooks/xendit/" + workspace,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        Map.of("X-Callback-Token", "guess")))
                .expect(429, "rate_limited");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::9, 20010db800010002",
        "2001:db8:1:3::9, 20010db800010003",
        "fe80::1%eth0, fe80000000000000",
        "::1, 0000000000000000",
        "no:address, no:address"
    })
    void anIpv6NetworkIsOneAddress(String address, String network) {
        assertThat(AddressLimits.network(address)).isEqualTo(network);
    }

    private Answer visit(String path) {
        return api.raw("GET", path, NOTHING, Map.of("Origin", "https://shop.example"));
    }

    /** The first refusal; a guess costs twenty requests, so it comes although some become free again meanwhile. */
    private static Answer limited(Supplier<Answer> guess) {
        return Stream.generate(guess)
                .limit(AT_ONCE)
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Never limited"));
    }
}
