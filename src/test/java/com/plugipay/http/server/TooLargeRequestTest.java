package com.plugipay.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser whose address or headers are too large gets a page, and a program what the API responds. */
class TooLargeRequestTest {
    // The server forgets the header before the one that is too large.
    private static final String BROWSER = "Accept: text/html,*/*;q=0.8\r\nAccept-Language: id\r\nDNT: 1\r\n";
    private static final String PROGRAM = "Accept: application/json\r\nDNT: 1\r\n";

    private final TestGateway gateway = TestGateway.shared();

    @ParameterizedTest
    @CsvSource({
        "/c/sess_1, 9000",
        "/i/x, 9000",
        "/r/x, 9000",
        "/portal, 9000",
        "/dashboard, 9000",
        "/nothing, 9000",
        "/c/sess_1, 20000"
    })
    void aLongAddressIsAPage(String address, int length) throws IOException {
        assertThat(ask(address + "?a=" + "b".repeat(length), BROWSER))
                .containsPattern("^HTTP/1\\.[01] 414 ")
                .contains("<!doctype html>", "Content-Security-Policy", "no-store");
    }

    @ParameterizedTest
    @CsvSource({"/c/sess_1", "/i/x", "/r/x", "/portal", "/dashboard", "/nothing", "/docs"})
    void largeHeadersAreAPage(String address) throws IOException {
        assertThat(ask(address, BROWSER + "Cookie: " + "c".repeat(9000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("<!doctype html>", "Hapus cookie situs ini", "Content-Security-Policy", "no-store");
        assertThat(ask(address, "A: b\r\n".repeat(200) + BROWSER))
                .startsWith("HTTP/1.1 431 ")
                .contains("<!doctype html>", "delete the cookies of this site");
    }

    @ParameterizedTest
    @CsvSource({"/v1/customers", "/api/v1/customers", "/v1/nothing"})
    void aProgramGetsWhatTheApiResponds(String address) throws IOException {
        for (String accept : new String[] {BROWSER, PROGRAM, ""}) {
            assertThat(ask(address + "?a=" + "b".repeat(9000), accept))
                    .startsWith("HTTP/1.1 414 ")
                    .contains("\"code\":\"uri_too_long\"");
            assertThat(ask(address, accept + "Cookie: " + "c".repeat(9000) + "\r\n"))
                    .startsWith("HTTP/1.1 431 ")
                    .contains("\"code\":\"headers_too_large\"");
        }
        assertThat(ask("/c/sess_1", PROGRAM + "A: " + "c".repeat(9000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("\"code\":\"headers_too_large\"");
    }

    private String ask(String target, String headers) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            return connection
                    .send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n")
                    .readAll();
        }
    }
}
