package com.plugipay.pages.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the widget is told after each kind of method, and sessions that are made for families of methods. */
class WidgetChargesTest {
    private final Api api = TestSandbox.shared().merchant(XenditFactory.KIND, ManualFactory.KIND, PayPalFactory.KIND);

    @Test
    void aQrCodeComesAsAPicture() {
        JsonNode shown = instructions("qris");
        String url = shown.path("qrImageUrl").asText();
        assertThat(url).startsWith("data:image/png;base64,");
        byte[] png = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).startsWith("\u0089PNG");
        assertThat(shown.path("bankAccounts")).isEmpty();
    }

    @Test
    void aVirtualAccountComesWithItsNumber() {
        JsonNode shown = instructions("bca_va");
        String number = shown.at("/bankAccounts/0/accountNumber").asText();
        assertThat(number).matches("[0-9]{8,}");
        assertThat(shown.path("heading").asText()).contains("BCA");
        assertThat(shown.path("note").asText()).contains(number);
        assertThat(shown.path("amount").asLong()).isEqualTo(150_000);
    }

    @Test
    void aCodeForAStoreStandsInTheNote() {
        JsonNode shown = instructions("alfamart");
        assertThat(shown.path("heading").asText()).contains("Alfamart");
        assertThat(shown.path("note").asText()).matches("(?s).*[0-9A-Z]{6,}.*");
        assertThat(shown.path("qrImageUrl").isNull()).isTrue();
    }

    @Test
    void aCardIsPaidElsewhere() {
        JsonNode charged = charge(session("[\"card\"]", "IDR").expect(201).id(), "card");
        assertThat(charged.path("kind").asText()).isEqualTo("redirect");
        assertThat(charged.path("redirectUrl").asText()).startsWith("http");
        assertThat(charged.has("instructions")).isFalse();
    }

    @Test
    void familiesStandForTheirMethodsInAnyMix() {
        assertThat(methods(session("[\"va\"]", "IDR")))
                .contains("bca_va", "bni_va")
                .allMatch(id -> id.endsWith("_va"));
        assertThat(methods(session("[\"ewallet\",\"bank_transfer\"]", "IDR")))
                .contains("ovo", "dana")
                .doesNotContain("qris", "bca_va")
                .endsWith("bank_transfer");
        List<String> mixed = methods(session("[\"bca_va\",\"retail\",\"va\",\"bca_va\",\"qris\"]", "IDR"));
        assertThat(mixed).doesNotHaveDuplicates().startsWith("bca_va").contains("alfamart", "bni_va", "qris");
        assertThat(methods(session("[]", "IDR"))).containsAll(mixed);
        assertThat(methods(session("[\"paypal\"]", "USD"))).containsExactly("paypal");

        Answer refused = session("[\"paypal\",\"va\"]", "USD").expect(422, "currency_not_supported");
        assertThat(refused.field()).isEqualTo("methods/1");
        assertThat(refused.body()).contains("va in");
    }

    private JsonNode instructions(String method) {
        JsonNode charged =
                charge(session("[\"" + method + "\"]", "IDR").expect(201).id(), method);
        assertThat(charged.path("kind").asText()).as(charged.toString()).isEqualTo("instructions");
        return charged.path("instructions");
    }

    private JsonNode charge(String session, String method) {
        return api.raw(
                        "POST",
                        "/api/v1/public/checkout/sessions/" + session + "/charge",
                        ("{\"method\":\"" + method + "\"}").getBytes(StandardCharsets.UTF_8),
                        Map.of("Origin", "https://shop.example"))
                .expect(200)
                .data();
    }

    private Answer session(String methods, String currency) {
        return api.post("/api/v1/checkout-sessions", """
                {"amount":150000,"currency":"%s","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no","lineItems":[],"methods":%s}""".formatted(currency, methods));
    }

    private static List<String> methods(Answer session) {
        return session.expect(201)
                .data()
                .path("methods")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }
}
