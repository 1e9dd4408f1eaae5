package com.plugipay.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unknown paths and ids are answered in the same envelope as everything else. */
class UnknownRouteTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = Api.of(gateway, gateway.workspace().test());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/nothing",
                "/v1/nothing/x",
                "/v1/customers/cus_1/orders",
                "/v2/customers",
                "/api/v1/nothing",
                "/api/v1/customers/cus_1/orders",
                "/V1/customers",
                "/nothing",
                "/v1/customers/../../etc/passwd"
            })
    void anUnknownAddressIs404(String target) {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            api.raw(method, target, new byte[0], Map.of()).expect(404, "not_found");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/customers",
        "DELETE, /v1/customers",
        "POST, /v1/customers/cus_1",
        "PUT, /api/v1/customers/cus_1",
        "DELETE, /v1/payments/pay_1",
        "GET, /v1/checkout-sessions/sess_1/cancel",
        "DELETE, /v1/adapters/manual",
        "OPTIONS, /v1/customers",
        "TRACE, /v1/customers",
        "POST, /v1/openapi.json",
        "BREW, /v1/customers"
    })
    void anotherMethodIs405(String method, String target) {
        api.raw(method, target, new byte[0], Map.of()).expect(405, "method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cus_01M81BMWWHETYET72QYTRTH8JK",
                "%00",
                "cus_%00",
                "cus_1%00",
                "%F0%9F%98%80",
                "%D9%85%D9%82%D9%87%D9%89",
                "%ff",
                "%c0%80",
                "%ed%a0%80",
                "'%20or%201=1--",
                "..%2f..%2f",
                "%2e%2e",
                "*",
                "null",
                "0"
            })
    void anUnknownIdIs404(String id) {
        unknown(id);
    }

    @Test
    void aVeryLongIdIs404() {
        unknown("cus_" + "x".repeat(61));
        unknown("x".repeat(7000));
        unknown("%61".repeat(2000));
    }

    @Test
    void anIdMayBePercentEncoded() {
        String id = api.post("/v1/customers", "{}").expect(201).id();
        assertThat(api.get("/v1/customers/" + id.replace("_", "%5F"))
                        .expect(200)
                        .id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/customers/%zz", "/v1/customers/%", "/v1/customers?limit=%zz", "/v1/customers?x=%"})
    void malformedEscapesAreClientErrors(String target) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            String answer = connection
                    .send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + "Authorization: Bearer "
                            + api.key().key() + "\r\n\r\n")
                    .readAll();
            assertThat(answer).containsPattern("^HTTP/1.1 40[04] ").contains("\"requestId\":\"req_", "\"data\":null");
        }
    }

    @Test
    void everyResponseHasItsRequestId() {
        Answer success = api.get("/v1/customers").expect(200);
        assertThat(success.header("X-Request-Id"))
                .startsWith("req_")
                .isEqualTo(success.json().path("meta").path("requestId").asText());
        assertThat(api.get("/v1/customers").header("X-Request-Id")).isNotEqualTo(success.header("X-Request-Id"));
        String id = api.post("/v1/customers", "{}").expect(201).id();
        assertThat(api.delete("/v1/customers/" + id).expect(204).header("X-Request-Id"))
                .startsWith("req_");
    }

    private void unknown(String id) {
        String target = "/v1/customers/" + id;
        for (String method : new String[] {"GET", "DELETE"}) {
            api.raw(
                            method,
                            target,
                            new byte[0],
                            Map.of("Authorization", "Bearer " + api.key().key()))
                    .expect(404, "not_found");
        }
        api.raw("GET", "/v1/public/checkout/sessions/" + id, new byte[0], Map.of())
                .expect(404, "not_found");
    }
}
