package com.plugipay.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.Map;

/** Buyers with transfer instructions who upload proofs, and the merchant who sees them. */
abstract class WithTransfers {
    /** The largest file that is accepted. */
    static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

    final TestGateway gateway = TestGateway.shared();
    final Api api = gateway.merchant();

    static void received(Answer answer, String session) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/c/" + session + "?notice=proof_received");
    }

    JsonNode proofs(String session) {
        return api.get("/v1/checkout-sessions/" + session + "/proofs")
                .expect(200)
                .data();
    }

    String page(String session) {
        return api.raw("GET", "/c/" + session, new byte[0], Map.of()).body();
    }

    /** Uploads a file as a browser does, under a name and type without meaning. */
    Answer send(String session, byte[] file) {
        return api.raw(
                "POST",
                "/c/" + session + "/proof",
                form(file),
                Map.of("Content-Type", "multipart/form-data; boundary=x"));
    }

    static byte[] form(byte[] file) {
        return Files.join(
                Files.bytes(String.join(
                        "\r\n",
                        "--x",
                        "Content-Disposition: form-data; name=\"proof\"; filename=\"../../proof.png\"",
                        "Content-Type: image/png",
                        "",
                        "")),
                file,
                Files.bytes("\r\n--x--\r\n"));
    }

    /** Creates a session whose buyer has the transfer instructions. */
    static String transfer(Api merchant) {
        String session = session(merchant);
        merchant.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        return session;
    }

    static String session(Api merchant) {
        return merchant.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
    }
}
