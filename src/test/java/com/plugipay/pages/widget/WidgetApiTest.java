package com.plugipay.pages.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public checkout as the browser widget reads it, without a key and from another site. */
class WidgetApiTest {
    private static final String SITE = "https://shop.example";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();

    @Test
    void theWidgetReadsASessionWithItsCatalogAndLooks() {
        api.patch(
                        "/v1/billing-settings",
                        "{\"businessName\":\"Kopi Senja\",\"accentColor\":\"#B3261E\","
                                + "\"tagline\":\"Roasted today\",\"businessPhone\":\"+62 21 555\",\"language\":\"en\"}")
                .expect(200);
        String template = api.post(
                        "/v1/templates",
                        "{\"kind\":\"checkout\",\"name\":\"A\","
                                + "\"config\":{\"successMessage\":\"See you\",\"showBusinessDetails\":true}}")
                .expect(201)
                .id();
        String id = session(",\"templateId\":\"" + template + "\"");

        Answer answer = visit("GET", id, "", "").expect(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        JsonNode data = answer.data();
        assertThat(data.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "session", "methods", "catalog", "branding", "checkoutTemplate", "activeAdapters");
        JsonNode session = data.path("session");
        assertThat(session.path("id").asText()).isEqualTo(id);
        assertThat(session.path("amount").isIntegralNumber()).isTrue();
        assertThat(session.path("status").asText()).isEqualTo("open");
        assertThat(session.path("successUrl").asText()).isEqualTo("https://shop.example/ok");
        assertThat(session.path("lineItems").isArray()).isTrue();
        assertThat(data.path("methods")).hasToString("[\"bank_transfer\"]");
        assertThat(data.path("catalog"))
                .hasToString("[{\"id\":\"bank_transfer\",\"label\":\"Bank transfer\",\"group\":\"offline\","
                        + "\"currency\":\"IDR\"}]");
        assertThat(data.path("branding"))
                .hasToString("{\"brandName\":\"Kopi Senja\",\"brandLogoUrl\":null,\"brandAccentColor\":\"#B3261E\","
                        + "\"brandTagline\":\"Roasted today\"}");
        assertThat(data.path("checkoutTemplate"))
                .hasToString("{\"successMessage\":\"See you\",\"showBusinessDetails\":true,"
                        + "\"businessPhone\":\"+62 21 555\",\"businessEmail\":null,\"businessAddress\":null}");
        assertThat(data.path("activeAdapters")).hasToString("[\"manual\"]");
        assertThat(visit("GET", id, "", "", "/v1").data().has("nextAction"))
                .as("on /v1 the shape stays as it is")
                .isTrue();
    }

    @Test
    void aTransferIsChargedClaimedAndConfirmed() {
        String id = session("");
        JsonNode charged = visit("POST", id, "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200)
                .data();
        assertThat(charged.path("kind").asText()).isEqualTo("instructions");
        JsonNode instructions = charged.path("instructions");
        assertThat(instructions.path("heading").asText()).isNotBlank();
        assertThat(instructions.path("note").asText()).contains("T-");
        assertThat(instructions.path("amount").isIntegralNumber()).isTrue();
        assertThat(instructions.path("currency").asText()).isEqualTo("IDR");
        assertThat(instructions.at("/bankAccounts/0/accountNumber").asText()).isNotBlank();

        String proof = "https://files.example/transfer.png?x=<script>".replace("<script>", "%3Cscript%3E");
        JsonNode claimed = visit("POST", id, "/buyer-claim", "{\"proofUrl\":\"" + proof + "\"}")
                .expect(200)
                .data();
        assertThat(claimed.at("/session/status").asText()).isEqualTo("pending_review");
        visit("POST", id, "/buyer-claim", "").expect(200);
        Answer seen = api.get("/api/v1/checkout-sessions/" + id).expect(200);
        assertThat(seen.text("status")).isEqualTo("pending_review");
        assertThat(seen.text("adapter")).isEqualTo("manual");
        assertThat(seen.text("proofUrl")).isEqualTo(proof);
        visit("POST", id, "/buyer-claim", "{\"proofUrl\":\"https://files.example/better.png\"}")
                .expect(200);
        assertThat(api.get("/v1/checkout-sessions/" + id).text("proofUrl")).endsWith("/better.png");
        visit("GET", id, "/receipt", "").expect(404, "not_found");

        api.post("/api/v1/checkout-sessions/" + id + "/confirm", "").expect(200);
        assertThat(visit("GET", id, "", "").data().at("/session/status").asText())
                .isEqualTo("completed");
        visit("GET", id, "/receipt", "").expect(200);
        visit("POST", id, "/charge", "{\"method\":\"bank_transfer\"}").expect(409, "conflict");
        visit("POST", id, "/buyer-claim", "").expect(409, "conflict");
        assertThat(ProofImages.upload(api, id, ProofImages.picture())
                        .expect(409, "conflict")
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }

    @Test
    void twoChargesAtOnceGiveTheSameTransfer() {
        String id = session("");
        List<CompletableFuture<Answer>> charges = IntStream.range(0, 2)
                .mapToObj(each -> api.sendLater(
                        "POST", "/api/v1/public/checkout/sessions/" + id + "/charge", "{\"method\":\"bank_transfer\"}"))
                .toList();
        assertThat(charges.stream()
                        .map(CompletableFuture::join)
                        .map(answer -> answer.expect(200).data().toString())
                        .distinct())
                .hasSize(1);
        assertThat(api.get("/v1/payment-attempts?checkoutSessionId=" + id)
                        .expect(200)
                        .data())
                .hasSize(1);
    }

    @Test
    void unknownAndForeignMethodsAreRefusedByTheField() {
        String id = session("");
        assertThat(visit("POST", id, "/charge", "{\"method\":\"cowries\"}")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("method");
        assertThat(visit("POST", id, "/charge", "{\"method\":\"qris\"}")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("method");
        visit("POST", id, "/charge", "{}").expect(400, "validation_error");
        visit("GET", "sess_01ARZ3NDEKTSV4RRFFQ69G5FAV", "", "").expect(404, "not_found");
    }

    @Test
    void aSessionWhoseMethodsWereSwitchedOffIsShownWithoutAny() {
        Api merchant = gateway.merchant();
        String id = merchant.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
        merchant.put("/v1/adapters/routing", "{\"order\":[],\"methods\":{},\"disabledMethods\":[\"bank_transfer\"]}")
                .expect(200);
        JsonNode shown = visit("GET", id, "", "").expect(200).data();
        assertThat(shown.path("methods")).isEmpty();
        assertThat(shown.path("catalog")).isEmpty();
        assertThat(shown.at("/session/status").asText()).isEqualTo("open");
        assertThat(visit("POST", id, "/buyer-claim", "").expect(409, "conflict").body())
                .contains("expects no transfer");
    }

    @Test
    void anotherWorkspaceReadsNothingOfASession() {
        String id = session("");
        Api other = gateway.merchant();
        other.get("/api/v1/checkout-sessions/" + id).expect(404, "not_found");
        other.post("/api/v1/checkout-sessions/" + id + "/confirm", "").expect(404, "not_found");
        assertThat(visit("GET", id, "", "").expect(200).body())
                .doesNotContain(api.key().apiKey().workspaceId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "http://files.example/a.png",
                "data:image/png;base64,AAAA",
                "https://",
                "",
                "https://files.example/LONG"
            })
    void anAddressOfAProofMustBeHttpsAndShort(String address) {
        String id = session("");
        visit("POST", id, "/charge", "{\"method\":\"bank_transfer\"}").expect(200);
        String given = address.replace("LONG", "a".repeat(2_000));
        assertThat(visit("POST", id, "/buyer-claim", "{\"proofUrl\":\"" + given + "\"}")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("proofUrl");
        assertThat(api.get("/v1/checkout-sessions/" + id).text("proofUrl")).isEqualTo("null");
    }

    @Test
    void aPictureOfATransferIsKeptForTheMerchant() {
        String id = session("");
        ProofImages.upload(api, id, ProofImages.picture()).expect(409, "conflict");
        visit("POST", id, "/charge", "{\"method\":\"bank_transfer\"}").expect(200);
        ProofImages.upload(api, id, "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8))
                .expect(415, "unsupported_media_type");
        ProofImages.upload(api, id, "%PDF-1.4 %%EOF".getBytes(StandardCharsets.UTF_8))
                .expect(415, "unsupported_media_type");
        ProofImages.upload(api, id, new byte[0]).expect(415, "unsupported_media_type");
        ProofImages.upload(api, id, new byte[4 * 1024 * 1024 + 1]).expect(413, "payload_too_large");
        visit("POST", id, "/proof-image", "{}").expect(415, "unsupported_media_type");
        ProofImages.upload(api, "sess_01ARZ3NDEKTSV4RRFFQ69G5FAV", ProofImages.picture())
                .expect(404, "not_found");
        assertThat(visit("GET", id, "/proof-image", "")
                        .expect(405, "method_not_allowed")
                        .header("Allow"))
                .contains("POST");

        Answer stored = ProofImages.upload(api, id, ProofImages.picture()).expect(200);
        assertThat(stored.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(stored.data()).hasToString("{\"received\":true}");
        assertThat(api.get("/v1/checkout-sessions/" + id + "/proofs")
                        .expect(200)
                        .data())
                .hasSize(1);
    }

    @Test
    void aPageOfAnotherSiteMayAskBeforehand() {
        String path = "/api/v1/public/checkout/sessions/" + session("") + "/charge";
        Answer preflight = api.raw(
                "OPTIONS",
                path,
                new byte[0],
                Map.of(
                        "Origin",
                        SITE,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type"));
        assertThat(preflight.status()).isBetween(200, 204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
    }

    @Test
    void invoicesAndReceiptsNeedMoreThanAnId() {
        String customer = api.post("/v1/customers", "{\"name\":\"Alice Tan\"}")
                .expect(201)
                .id();
        Answer invoice = api.post("/v1/invoices", """
                        {"customerId":"%s","currency":"IDR","status":"open",
                         "lines":[{"description":"Coffee","quantity":1,"unitAmount":5000}]}""".formatted(customer)).expect(201);
        String token = last(invoice.text("hostedInvoiceUrl"));
        for (String mount : List.of("/v1", "/api/v1")) {
            Answer shown = api.get(mount + "/public/checkout/invoices/" + token).expect(200);
            assertThat(shown.data().path("total").asLong()).isEqualTo(5000);
            assertThat(shown.body()).doesNotContain("Alice", customer);
            api.get(mount + "/public/checkout/invoices/" + invoice.id()).expect(404, "not_found");
            api.get(mount + "/public/checkout/invoices/" + token.toLowerCase(java.util.Locale.ROOT))
                    .expect(404, "not_found");
        }
        api.post("/v1/invoices/" + invoice.id() + "/pay", "").expect(200);
        String receipt = api.get("/v1/invoices/" + invoice.id() + "/receipt").id();
        api.get("/api/v1/public/checkout/receipts/" + receipt).expect(404, "not_found");

        String id = session("");
        visit("POST", id, "/charge", "{\"method\":\"bank_transfer\"}").expect(200);
        api.post("/v1/checkout-sessions/" + id + "/confirm", "").expect(200);
        String page = api.raw("GET", "/c/" + id, new byte[0], Map.of()).body();
        String address = page.substring(page.indexOf("/r/") + 3);
        Answer shown = api.get("/api/v1/public/checkout/receipts/" + address.substring(0, address.indexOf('"')))
                .expect(200);
        assertThat(shown.data().path("amount").asLong()).isEqualTo(150_000);
        assertThat(shown.text("method")).isEqualTo("bank_transfer");
    }

    private String session(String more) {
        return api.post("/v1/checkout-sessions", """
                {"amount":150000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"%s}""".formatted(more))
                .expect(201)
                .id();
    }

    private Answer visit(String method, String id, String action, String body) {
        return visit(method, id, action, body, "/api/v1");
    }

    private Answer visit(String method, String id, String action, String body, String mount) {
        return api.raw(
                method,
                mount + "/public/checkout/sessions/" + id + action,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("Origin", SITE));
    }

    private static String last(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
