package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.LogWatch;
import com.plugipay.support.Management;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/**
 * Whatever a stranger sends, it is the stranger's mistake: it is answered, in the envelope that all answers have, never as
 * a fault of ours, and no stack trace comes of it. Nobody else logs meanwhile.
 */
abstract class HostileClientTestBase {
    private static final Pattern OF_WORKERS = Pattern.compile(" (worker|callback|deliveryId|eventId)=\"");

    static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    final TestGateway gateway = TestGateway.shared();
    final Api api = Api.of(gateway, gateway.workspace().test());
    private final LogWatch log = LogWatch.all();

    /** Waits until all requests have ended, as later logs would count for the next test. */
    @AfterEach
    void noStackTraceCameOfIt() {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(metric("plugipay_unanswered_bytes")).isZero());
        log.close();
        // Workers of the shared gateway may still fail at items that an earlier test has left.
        assertThat(log.errors())
                .filteredOn(error -> !OF_WORKERS.matcher(error).find())
                .isEmpty();
        api.get("/v1/customers").expect(200);
    }

    double metric(String name) {
        return Management.metric(gateway.managementUrl(), name);
    }

    String ask(String request) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            return connection.send(request).readAll();
        }
    }

    /** The request was answered, and not with an internal error. */
    static void refused(String answer, String request) {
        assertThat(answer).as(request).containsPattern("^HTTP/1\\.[01] [234]");
        enveloped(answer, request);
    }

    /** A refusal with a JSON body has the envelope. */
    static void enveloped(String answer, String request) {
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (answer.startsWith("4", 9) && !body.isEmpty() && !answer.contains("text/html")) {
            assertThat(answer)
                    .as(request)
                    .contains(
                            "X-Request-Id: req_",
                            "Content-Type: application/json",
                            "Cache-Control: no-store",
                            "X-Content-Type-Options: nosniff");
            assertThat(body)
                    .as(request)
                    .startsWith("{\"data\":null,\"error\":{\"code\":")
                    .contains("\"meta\":{\"requestId\":\"req_");
        }
    }

    static String headers(int number) {
        return IntStream.range(0, number).mapToObj(i -> "H" + i + ": v\r\n").collect(Collectors.joining());
    }

    static String post(String headers) {
        return "POST /v1/customers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n";
    }
}
