package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address in the audit log is the client's: only a trusted proxy may name another one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientAddressTest {
    private final TestGateway behindProxies =
            TestGateway.withoutProviders(TestDatabase.create(), List.of("127.0.0.1", "10.0.0.0/8", "fd00::/8"));

    @AfterAll
    void stop() {
        behindProxies.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "203.0.113.7, 10.1.2.3 | 203.0.113.7",
                "6.6.6.6, 203.0.113.7, 10.1.2.3, 10.9.9.9 | 203.0.113.7",
                "127.0.0.1, 203.0.113.7 | 203.0.113.7",
                "10.1.2.3 | 10.1.2.3",
                "203.0.113.7:1234 | 203.0.113.7",
                "2001:db8::7 | 2001:db8::7",
                "[2001:db8::7]:443 | 2001:db8::7",
                "2001:db8::7, fd00::1 | 2001:db8::7",
                "unknown | 127.0.0.1",
                "203.0.113.7, _hidden | 127.0.0.1",
                "203.0.113.7, 10.1.2.3, <script> | 127.0.0.1",
                "203.0.113.7, | 127.0.0.1",
                "203.0.113.0/24 | 127.0.0.1",
                "999.1.1.1 | 127.0.0.1",
                "fe80::1%eth0 | 127.0.0.1",
                "[fe80::1%eth0]:443 | 127.0.0.1",
                "::ffff:203.0.113.7 | ::ffff:203.0.113.7",
                "203.0.113.7, ::ffff:10.1.2.3 | 203.0.113.7"
            })
    void theHeaderOfATrustedProxyIsUsed(String forwarded, String address) {
        assertThat(auditedAddress(behindProxies, Map.of("X-Forwarded-For", forwarded)))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "1", "0:", "a.", "::1%"})
    void aHugeHopIsNoAddress(String piece) {
        String huge = piece.repeat(6_000 / piece.length());
        assertThat(auditedAddress(behindProxies, Map.of("X-Forwarded-For", "203.0.113.7, " + huge + "!")))
                .isEqualTo("127.0.0.1");
        assertThat(auditedAddress(behindProxies, Map.of("X-Forwarded-For", huge + "!, 203.0.113.7")))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void theHeaderOfAnyOtherClientIsIgnored() {
        assertThat(auditedAddress(TestGateway.shared(), Map.of("X-Forwarded-For", "203.0.113.7")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void otherHeadersAreIgnored() {
        for (String header : List.of("Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP")) {
            assertThat(auditedAddress(behindProxies, Map.of(header, "for=203.0.113.7")))
                    .as(header)
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void theAddressOfABuyerIsFoundTheSameWay() {
        Api api = behindProxies.merchant();
        String id = api.post("/v1/checkout-sessions", """
                {"amount":50000,"currency":"IDR","successUrl":"https://shop.example/y","cancelUrl":"https://shop.example/n"}""").expect(201).id();
        api.raw("POST", "/c/" + id + "/cancel", new byte[0], Map.of("X-Forwarded-For", "203.0.113.7, 10.1.2.3"))
                .expect(303);
        assertThat(api.audited("objectId=" + id, 2).data().findValuesAsText("ip"))
                .contains("203.0.113.7");
    }

    private static String auditedAddress(TestGateway gateway, Map<String, String> headers) {
        Api api = Api.of(gateway, gateway.workspace().test());
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + api.key().key());
        String id = api.raw("POST", "/v1/customers", "{}".getBytes(StandardCharsets.UTF_8), all)
                .expect(201)
                .id();
        return api.audited("objectId=" + id, 1).data().path(0).path("ip").asText();
    }
}
