package com.plugipay.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.pages.branding.AccentStyle;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What templates and settings change on pages, documents and previews. */
class BrandedPageTest {
    private static final String HOSTILE = "<script>alert(1)</script>";

    private final Api api = TestGateway.shared().merchant();

    @Test
    void aCheckoutPageShowsItsOwnTemplateElseTheDefault() {
        settings(
                "{\"businessName\":\"Kopi Kita\",\"businessAddress\":\"Jl. Braga 1\",\"accentColor\":\"#B3261E\",\"tagline\":\"Roasted today\"}");
        assertThat(page(session(null)))
                .contains("Kopi Kita", AccentStyle.text("#B3261E"), "Roasted today")
                .doesNotContain("Braga");

        template("checkout", "{\"footerTagline\":\"By default\",\"showBusinessDetails\":true}", true);
        String own = template("checkout", "{\"accentColor\":\"#112233\",\"footerTagline\":\"" + HOSTILE + "\"}", false);
        assertThat(page(session(null))).contains("By default", "Jl. Braga 1", AccentStyle.text("#B3261E"));
        String named = session(own);
        assertThat(page(named))
                .contains(AccentStyle.text("#112233"), "&lt;script&gt;")
                .doesNotContain(HOSTILE, "Braga");

        api.delete("/v1/templates/" + own).expect(204);
        assertThat(page(named)).contains("By default");
    }

    @Test
    void theTextsOfAPaidSessionAndItsReceiptAreThoseOfTheTemplates() {
        template("checkout", "{\"successMessage\":\"See you soon\"}", true);
        template(
                "receipt",
                "{\"thankYouText\":\"Thanks a lot\",\"footerText\":\"No returns\",\"cashierLabel\":\"Budi\",\"showTax\":true,"
                        + "\"taxLabel\":\"PPN\",\"taxRate\":0.11,\"accentColor\":\"#7A1FA2\"}",
                true);
        String session = session(null);
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        api.post("/v1/checkout-sessions/" + session + "/confirm", "").expect(200);

        assertThat(page(session)).contains("See you soon");
        String receipt = api.get("/v1/checkout-sessions/" + session + "/receipt.html")
                .expect(200)
                .body();
        // 111,000 include 11 % of 100,000.
        assertThat(receipt).contains("Thanks a lot", "No returns", "Budi", "PPN", "11%", "11.000", "#7a1fa2");
        String roll = api.get("/v1/checkout-sessions/" + session + "/receipt.escpos")
                .expect(200)
                .body();
        assertThat(roll).contains("Thanks a lot", "No returns", "Budi", "PPN");
    }

    @Test
    void anInvoiceShowsTheTermsOfItsTemplate() {
        settings("{\"businessAddress\":\"Jl. Braga 1\"}");
        String plain = template("invoice", "{\"showBusinessDetails\":false,\"termsText\":\"" + HOSTILE + "\"}", false);
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        String body = """
                {"customerId":"%s","currency":"IDR","status":"open","templateId":%s,
                 "lines":[{"description":"Coffee","quantity":1,"unitAmount":5000}]}""";
        Answer own = api.post("/v1/invoices", body.formatted(customer, "\"" + plain + "\""))
                .expect(201);
        String document = api.get("/v1/invoices/" + own.id() + "/invoice.html")
                .expect(200)
                .body();
        assertThat(document).contains("&lt;script&gt;").doesNotContain(HOSTILE, "Braga");
        assertThat(page(own.text("hostedInvoiceUrl").replaceFirst("^https?://[^/]+", ""), 200))
                .contains("&lt;script&gt;");
        api.get("/v1/invoices/" + own.id() + "/invoice.pdf").expect(200);

        Answer other =
                api.post("/v1/invoices", body.formatted(customer, "null")).expect(201);
        assertThat(api.get("/v1/invoices/" + other.id() + "/invoice.html")
                        .expect(200)
                        .body())
                .contains("Jl. Braga 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout", "receipt", "invoice"})
    void aPreviewShowsTheTextsAndStoresNothing(String kind) {
        String key = Map.of("checkout", "successMessage", "receipt", "thankYouText", "invoice", "termsText")
                .get(kind);
        Answer preview = api.post(
                        "/v1/templates/preview",
                        "{\"kind\":\"%s\",\"config\":{\"%s\":\"Only a try %s\"}}".formatted(kind, key, HOSTILE))
                .expect(200);
        assertThat(preview.header("Content-Type")).startsWith("text/html");
        assertThat(preview.body())
                .startsWith("<!doctype html>")
                .contains("Only a try")
                .doesNotContain(HOSTILE);
        assertThat(api.get("/v1/templates").expect(200).data()).isEmpty();
    }

    @Test
    void aStyleSheetFollowsFromItsColour() {
        Answer style =
                api.raw("GET", "/accent/ffff00.css", new byte[0], Map.of()).expect(200);
        assertThat(style.header("Content-Type")).startsWith("text/css");
        assertThat(style.body())
                .contains("--accent:#", "prefers-color-scheme:dark")
                .doesNotContain("--accent:#ffff00;--accent-hover:#ffff00");
        for (String wrong : new String[] {"ffff0.css", "FFFF00.css", "ffff00", "ffff00.css.css", "..%2f.css"}) {
            assertThat(api.raw("GET", "/accent/" + wrong, new byte[0], Map.of()).status())
                    .as(wrong)
                    .isEqualTo(404);
        }
    }

    private void settings(String body) {
        api.patch("/v1/billing-settings", body).expect(200);
    }

    private String template(String kind, String config, boolean isDefault) {
        return api.post(
                        "/v1/templates",
                        "{\"kind\":\"%s\",\"name\":\"A\",\"config\":%s,\"isDefault\":%s}"
                                .formatted(kind, config, isDefault))
                .expect(201)
                .id();
    }

    private String session(@Nullable String templateId) {
        return api.post("/v1/checkout-sessions", """
                {"amount":111000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no","templateId":%s}""".formatted(templateId == null ? "null" : '"' + templateId + '"'))
                .expect(201)
                .id();
    }

    private String page(String session) {
        return page("/c/" + session, 200);
    }

    private String page(String target, int status) {
        return api.raw("GET", target, new byte[0], Map.of("Accept-Language", Locale.ENGLISH.toLanguageTag()))
                .expect(status)
                .body();
    }
}
