package com.plugipay.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request for another workspace never changes the key's own workspace. */
final class OnBehalfOfTest {
    private static final String HEADER = "X-Plugipay-On-Behalf-Of";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final String own = api.key().apiKey().workspaceId();

    @Test
    void everyOperationWithAKeyRefusesAnotherWorkspace() {
        String another = gateway.workspace().workspace().id();
        List<String[]> operations = operations().toList();
        assertThat(operations).hasSizeGreaterThan(40);
        for (String mount : List.of("/v1", "/api/v1")) {
            for (String[] operation : operations) {
                Answer answer = send(operation[0], mount + operation[1], HEADER, another);
                assertThat(answer.status())
                        .as("%s %s: %s", operation[0], operation[1], answer.body())
                        .isEqualTo(403);
                assertThat(answer.code()).isEqualTo("forbidden");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ws_01J00000000000000000000000", "*", "null"})
    void everyOtherValueIsRefused(String value) {
        send("POST", "/v1/customers", HEADER, value).expect(403, "forbidden");
        assertThat(api.get("/v1/customers").data()).isEmpty();
    }

    @Test
    void onlyTheWholeOwnIdIsAccepted() {
        send("GET", "/v1/customers", HEADER, own).expect(200);
        send("GET", "/api/v1/customers", HEADER.toLowerCase(Locale.ROOT), own).expect(200);
        send("GET", "/v1/customers", HEADER, own.toLowerCase(Locale.ROOT)).expect(403, "forbidden");
        send("GET", "/v1/customers", HEADER, own.toUpperCase(Locale.ROOT)).expect(403, "forbidden");
        send("GET", "/v1/customers", HEADER, own + "," + own).expect(403, "forbidden");
        send("GET", "/v1/customers", "X-PLUGIPAY-ON-BEHALF-OF", "ws_1").expect(403, "forbidden");
    }

    @Test
    void twoHeadersAreRefused() throws IOException {
        for (String second : List.of(own, "ws_1", "")) {
            try (RawConnection connection = RawConnection.to(gateway)) {
                String answer = connection
                        .send("GET /v1/customers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Authorization: Bearer " + api.key().key() + "\r\n" + HEADER + ": " + own + "\r\n"
                                + HEADER + ": " + second + "\r\n\r\n")
                        .readAll();
                assertThat(answer).startsWith("HTTP/1.1 403 ");
            }
        }
    }

    @Test
    void withoutAKeyTheResponseIs401() {
        api.raw("GET", "/v1/customers", new byte[0], Map.of(HEADER, own)).expect(401, "unauthorized");
    }

    private Answer send(String method, String target, String header, String value) {
        return api.raw(
                method,
                target,
                new byte[0],
                Map.of("Authorization", "Bearer " + api.key().key(), header, value));
    }

    /** Method and path of each operation that needs a key. */
    private Stream<String[]> operations() {
        JsonNode document =
                api.raw("GET", "/v1/openapi.json", new byte[0], Map.of()).json();
        return document.path("paths")
                .propertyStream()
                .filter(path -> !path.getKey().startsWith("/public/"))
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(operation ->
                                !operation.getValue().path("security").isEmpty()
                                        || !operation.getValue().has("security"))
                        .map(operation -> new String[] {
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().replaceAll("\\{[^}]+}", "x_1")
                        }));
    }
}
