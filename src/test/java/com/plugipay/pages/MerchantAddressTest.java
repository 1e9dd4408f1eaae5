package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that merchants give, from the request that names them to the browser that follows them. */
class MerchantAddressTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @ParameterizedTest
    @CsvSource({
        "https://toko.example/terima-kasih?nama=Jos\u00e9, https://toko.example/terima-kasih?nama=Jos%C3%A9",
        "https://toko.example/\u8c22\u8c22/8841, https://toko.example/%E8%B0%A2%E8%B0%A2/8841",
        "https://toko.example/selesai#/pesanan/8841?x=1, https://toko.example/selesai#/pesanan/8841?x=1",
        "https://toko.example/a%20b?q=%C3%A9&r=a+b, https://toko.example/a%20b?q=%C3%A9&r=a+b",
        "https://toko\u00e9.example/x, https://xn--toko-epa.example/x"
    })
    void theBuyerIsSentThere(String given, String carried) {
        Answer payment = api.post(
                        "/v1/payments",
                        "{\"amount\":15000,\"currency\":\"IDR\",\"method\":\"bank_transfer\",\"returnUrl\":\"" + given
                                + "\"}")
                .expect(201);
        assertThat(get("/p/" + payment.id() + "/return").expect(303).header("Location"))
                .isEqualTo(carried);

        Answer session = session(given).expect(201);
        assertThat(session.text("successUrl")).isEqualTo(carried);
        assertThat(api.get("/v1/checkout-sessions/" + session.id()).text("successUrl"))
                .isEqualTo(carried);
        api.post("/v1/checkout-sessions/" + session.id() + "/confirm", "").expect(200);
        assertThat(get("/c/" + session.id()).expect(200).body())
                .contains("href=\"" + carried.replace("&", "&amp;") + "\"");
    }

    @Test
    void whatCannotBeCarriedIsRefusedWithASentence() {
        Answer refused = session("https://toko.example/{CHECKOUT_SESSION_ID}").expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo("successUrl");
        assertThat(refused.json().at("/error/message").asText()).startsWith("The address must have no blanks");
        assertThat(refused.details().path(0).path("field").asText()).isEqualTo("successUrl");
        assertThat(api.post("/v1/webhooks", "{\"url\":\"https://shop.example:0/hook\"}")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("url");
        assertThat(api.put("/v1/adapters/manual", """
                        {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}],
                         "staticQrImageUrl":"http://shop.example/qr.png"}""")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("staticQrImageUrl");
    }

    @Test
    void aWebhookMayGoToAHostOfAContainerNetwork() {
        assertThat(api.post("/v1/webhooks", "{\"url\":\"http://web_app:3000/hooks\"}")
                        .expect(201)
                        .text("url"))
                .isEqualTo("http://web_app:3000/hooks");
    }

    private Answer session(String successUrl) {
        return api.post(
                "/v1/checkout-sessions",
                "{\"amount\":50000,\"currency\":\"IDR\",\"cancelUrl\":\"https://shop.example/no\",\"successUrl\":\""
                        + successUrl + "\"}");
    }

    private Answer get(String target) {
        return api.raw("GET", target, new byte[0], Map.of());
    }
}
