package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Uploads that arrive slowly, or never, do not keep others from uploading. */
class SlowUploadTest {
    private static final int SLOW = 60;
    private static final String FORM = "--x\r\nContent-Disposition: form-data; name=\"proof\"; filename=\"a\"\r\n\r\n";
    private static final String PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void proofsAreAcceptedWhileOthersUploadSlowly() throws IOException {
        List<RawConnection> slow = new ArrayList<>();
        String attacked = transfer();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(RawConnection.to(gateway)
                        .send("POST /c/" + (i % 2 == 0 ? attacked : transfer()) + "/proof HTTP/1.1\r\nHost: x\r\n"
                                + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 4000000\r\n\r\n"
                                + FORM + "x".repeat(2_000)));
            }
            for (String session : List.of(transfer(), attacked, transfer())) {
                assertThat(send(session).header("Location")).isEqualTo("/c/" + session + "?notice=proof_received");
            }
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    private Answer send(String session) {
        byte[] form = (FORM + PDF + "\r\n--x--\r\n").getBytes(StandardCharsets.US_ASCII);
        return api.raw(
                "POST", "/c/" + session + "/proof", form, Map.of("Content-Type", "multipart/form-data; boundary=x"));
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
