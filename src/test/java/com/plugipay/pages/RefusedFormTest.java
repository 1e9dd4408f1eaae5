package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Forms of the checkout page that are refused by their headers, and one that waits for the server before it sends. */
class RefusedFormTest {
    private static final String FORM = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ";
    private static final String GO_ON = "HTTP/1.1 100 Continue\r\n\r\n";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void everyErrorPageHasTheSecurityHeaders() throws IOException {
        for (String head : new String[] {"Content-Length: 9000000", "Content-Length: 1\r\nExpect: a-miracle"}) {
            assertThat(exchange("/c/sess_1/charge", head))
                    .containsPattern("^HTTP/1\\.1 41[37] ")
                    .contains("default-src 'none'")
                    .contains("<html");
        }
    }

    @Test
    void theBodyOfAnUploadIsRequestedOnlyWhenTheClientWaitsForThat() throws IOException {
        String session = transfer();
        assertThat(exchange("/c/" + session + "/proof", FORM + "9\r\nExpect: a-miracle"))
                .startsWith("HTTP/1.1 417 ");
        try (RawConnection connection =
                RawConnection.to(gateway).send(head("/c/" + session + "/proof", FORM + "9\r\nExpect: 100-continue"))) {
            assertThat(connection.read(GO_ON.length())).isEqualTo(GO_ON);
        }
    }

    private String exchange(String target, String headers) throws IOException {
        try (RawConnection connection = RawConnection.to(gateway)) {
            return connection.send(head(target, headers)).readAll();
        }
    }

    private static String head(String target, String headers) {
        return "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n";
    }

    private String transfer() {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        return session;
    }
}
