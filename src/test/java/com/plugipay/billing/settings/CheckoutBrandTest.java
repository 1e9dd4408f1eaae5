package com.plugipay.billing.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.files.PictureUpload;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The logo and the receipt template in the settings of the checkout. */
class CheckoutBrandTest {
    private static final String PATH = "/v1/checkout/settings";
    private static final String MANUAL =
            "{'bankAccounts':[{'bankName':'BCA','accountNumber':'1234567890','accountHolder':'PT Uji'}]}";

    private final TestGateway gateway = TestGateway.shared();
    private final WorkspaceCommand.Created workspace = gateway.workspace();
    private final Api api = Api.of(gateway, workspace.test());
    private final Api live = Api.of(gateway, workspace.live());

    @Test
    void anUploadedPictureBecomesTheLogo() {
        String url = PictureUpload.url(api, "/api/v1", PictureUpload.picture("png", 900, 300));
        JsonNode changed =
                patch("/v1", "{'brandLogoUrl':'" + url + "'}").expect(200).data();
        assertThat(changed.path("brandLogoUrl").asText()).isEqualTo(url.replace("/api/v1", "/v1"));
        assertThat(api.get("/api/v1/checkout/settings")
                        .data()
                        .path("brandLogoUrl")
                        .asText())
                .isEqualTo(url);
        JsonNode logo = api.get("/v1/billing-settings").data().path("logo");
        assertThat(logo.path("width").asInt()).isEqualTo(600);
        assertThat(url).endsWith(logo.path("fileName").asText());
        patch("/v1", "{'brandLogoUrl':'" + gateway.baseUrl() + url + "','brandName':'A'}")
                .expect(200);
        assertThat(api.get("/v1/billing-settings").data().path("logo")).isEqualTo(logo);
        patch("/v1", "{'brandLogoUrl':null}").expect(200);
        assertThat(api.get("/v1/billing-settings").data().path("logo").isNull()).isTrue();
    }

    @Test
    void theLogoAndTheReceiptsAddressAreShownToBuyers() {
        String url = PictureUpload.url(api, "/v1", PictureUpload.picture("jpeg", 50, 20));
        patch("/v1", "{'brandLogoUrl':'" + url + "','receiptTemplate':{'merchantAddress':'Jalan Dago 1'}}")
                .expect(200);
        api.put("/v1/adapters/manual", MANUAL.replace('\'', '"')).expect(200);
        String session = session().expect(201).id();
        assertThat(api.get("/c/" + session + "/logo").expect(200).header("Content-Type"))
                .isEqualTo("image/jpeg");
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        api.post("/v1/checkout-sessions/" + session + "/confirm", "").expect(200);
        String receipt = api.get("/v1/receipts").expect(200).data().at("/0/id").asText();
        assertThat(api.get("/v1/receipts/" + receipt + "/receipt.html")
                        .expect(200)
                        .body())
                .contains("Jalan Dago 1", "data:image/jpeg;base64");
    }

    @Test
    void aLogoThatWasGivenWithTheBillingSettingsStays() {
        api.patch("/v1/billing-settings", "{\"logo\":\"data:image/png;base64," + base64() + "\"}")
                .expect(200);
        JsonNode settings = patch("/v1", "{'brandLogoUrl':null,'brandName':'A'}")
                .expect(200)
                .data();
        assertThat(settings.path("brandLogoUrl").isNull()).isTrue();
        assertThat(api.get("/v1/billing-settings").data().at("/logo/width").asInt())
                .isEqualTo(9);
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(PictureUpload.picture("png", 9, 9));
    }

    @Test
    void picturesOfOthersAndOfOtherServersAreRefused() {
        byte[] picture = PictureUpload.picture("png", 9, 9);
        String ofLive = PictureUpload.url(live, "/v1", picture);
        String ofOthers = PictureUpload.url(gateway.merchant(), "/v1", picture);
        for (String url : List.of(
                ofLive,
                ofOthers,
                "https://cdn.example/logo.png",
                "javascript:alert(1)",
                "/v1/files/../x.png",
                "/v2/files/a.png",
                "")) {
            Answer refused = patch("/v1", "{'brandLogoUrl':'" + url + "'}").expect(400, "validation_error");
            assertThat(refused.field()).as(url).isEqualTo("brandLogoUrl");
        }
    }

    @Test
    void theReceiptTemplateIsTheDefaultTemplateOfReceipts() {
        JsonNode made = patch("/api/v1", """
                {'receiptTemplate':{'thankYouText':'Thanks','showTax':true,'taxRate':0.11,'taxLabel':'PPN',
                 'showMerchantAddress':true,'merchantAddress':'Jalan Dago 1','merchantTaxId':'9.9'}}""").expect(200).data();
        assertThat(made.at("/receiptTemplate/merchantAddress").asText()).isEqualTo("Jalan Dago 1");
        assertThat(made.at("/receiptTemplate/footerText").isNull()).isTrue();
        JsonNode template = templates().path(0);
        assertThat(template.path("isDefault").asBoolean()).isTrue();
        assertThat(template.at("/config/taxLabel").asText()).isEqualTo("PPN");
        api.patch(
                        "/v1/templates/" + template.path("id").asText(),
                        "{\"config\":{\"accentColor\":\"#B3261E\",\"footerText\":\"Bye\"}}")
                .expect(200);
        assertThat(api.get(PATH).data().at("/receiptTemplate/footerText").asText())
                .isEqualTo("Bye");
        patch("/v1", "{'receiptTemplate':{'cashierLabel':'Budi'}}").expect(200);
        JsonNode config = templates().path(0).path("config");
        assertThat(config.path("accentColor").asText()).isEqualTo("#B3261E");
        assertThat(config.path("cashierLabel").asText()).isEqualTo("Budi");
        assertThat(config.has("footerText")).isFalse();
        JsonNode none = patch("/v1", "{'receiptTemplate':null}").expect(200).data();
        assertThat(none.path("receiptTemplate").isNull()).isTrue();
        assertThat(templates()).hasSize(1);
        assertThat(templates().path(0).path("isDefault").asBoolean()).isFalse();
    }

    private JsonNode templates() {
        return api.get("/v1/templates?kind=receipt").expect(200).data();
    }

    private Answer session() {
        return api.post(
                "/v1/checkout-sessions",
                "{\"amount\":50000,\"currency\":\"IDR\",\"successUrl\":\"https://shop.example/\",\"cancelUrl\":"
                        + "\"https://shop.example/\"}");
    }

    private Answer patch(String mount, String body) {
        return api.patch(mount + "/checkout/settings", body.replace('\'', '"'));
    }
}
