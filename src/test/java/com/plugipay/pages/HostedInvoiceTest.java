package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.documents.Billing;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of an invoice, as its customer and as strangers see it. */
class HostedInvoiceTest {
    private static final byte[] NOTHING = new byte[0];

    private final Api api = TestGateway.shared().merchant();

    @Test
    void whoKnowsTheAddressSeesTheInvoice() {
        Billing.settings(api, "id");
        Answer invoice = Billing.invoice(api, "2027-01-31T00:00:00Z");
        String path = path(invoice);
        assertThat(path).matches("/i/[A-Za-z0-9]{24}");
        Answer page = visit(path, "en").expect(200);
        assertThat(page.body())
                .contains("<html lang=\"en\">", "Invoice " + invoice.text("number"), "Rp\u00a0427.350")
                .contains("Please pay by 31 January 2027.", "PT Kopi Senja Bandung", "Siti Rahmawati")
                .contains("href=\"" + path + "/pdf?lang=en\"", "src=\"" + path + "/logo\"")
                .contains("action=\"" + path + "/pay");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cache-Control")).isEqualTo("private, no-store");
        Answer logo = visit(path + "/logo", "").expect(200);
        assertThat(logo.header("Content-Type")).isEqualTo("image/png");
    }

    @ParameterizedTest
    @CsvSource({
        "id-ID, '', id",
        "en, '', en",
        "en, ?lang=id, id",
        "fr, '', en",
        "'', '', en",
        "'', ?lang=id, id",
        "fr, ?lang=fr, en"
    })
    void theLanguageIsTheChosenOneElseTheBrowsersElseTheBusinesss(String browser, String query, String shown) {
        Billing.settings(api, "en");
        String path = path(Billing.invoice(api, "2027-01-31T00:00:00Z"));
        assertThat(visit(path + query, browser).expect(200).body()).contains("<html lang=\"" + shown + "\">");
    }

    @Test
    void itSaysWhatHasBecomeOfTheInvoice() {
        Billing.settings(api, "en");
        Answer overdue = Billing.invoice(api, "2026-01-01T00:00:00Z");
        assertThat(visit(path(overdue), "en").body()).contains("This invoice was due on 1 January 2026.");
        api.post("/v1/invoices/" + overdue.id() + "/pay", "").expect(200);
        assertThat(visit(path(overdue), "en").body()).contains("Thank you!").doesNotContain("Past due");
        Answer voided = Billing.invoice(api, "2027-01-01T00:00:00Z");
        api.post("/v1/invoices/" + voided.id() + "/void", "").expect(200);
        assertThat(visit(path(voided), "en").body()).contains("There is nothing to pay.");
    }

    @Test
    void aDraftHasNoPageAndGetsItsOwnWhenItIsIssued() {
        String customer = Billing.customer(api, "Siti");
        Answer draft = api.post("/v1/invoices", """
                {"customerId":"%s","currency":"IDR","lines":[{"description":"Beans","quantity":1,"unitAmount":1}]}""".formatted(customer)).expect(201);
        assertThat(draft.data().path("hostedInvoiceUrl").isNull()).isTrue();
        Answer issued = api.post("/v1/invoices/" + draft.id() + "/finalize", "").expect(200);
        assertThat(api.get("/v1/invoices/" + draft.id()).text("hostedInvoiceUrl"))
                .isEqualTo(issued.text("hostedInvoiceUrl"));
        visit(path(issued), "en").expect(200);
        assertThat(path(Billing.invoice(api, customer, """
                "lines":[{"description":"Beans","quantity":1,"unitAmount":1}]"""))).isNotEqualTo(path(issued));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/i/AAAAAAAAAAAAAAAAAAAAAAAA",
                "/i/x",
                "/i/%00",
                "/i/..%2f..",
                "/i/AAAAAAAAAAAAAAAAAAAAAAAA'",
                "/i/inv_01ARZ3NDEKTSV4RRFFQ69G5FAV"
            })
    void anAddressWithoutAnInvoiceTellsNothing(String path) {
        for (String suffix : List.of("", "/pdf", "/logo")) {
            Answer answer = visit(path + suffix, "en").expect(404);
            assertThat(answer.body()).contains("We cannot find this invoice");
        }
        TestGateway gateway = TestGateway.shared();
        Api.of(gateway, api.key()).raw("POST", path + "/pay", NOTHING, Map.of()).expect(404);
    }

    @Test
    void itIsPaidByACheckoutSession() {
        Answer invoice = Billing.invoice(api, "2027-01-31T00:00:00Z");
        String path = path(invoice);
        String checkout =
                api.raw("POST", path + "/pay", NOTHING, Map.of()).expect(303).header("Location");
        assertThat(checkout).matches("/c/sess_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(api.raw("POST", path + "/pay", NOTHING, Map.of()).expect(303).header("Location"))
                .as("an open invoice has one open session")
                .isEqualTo(checkout);
        Answer session = api.get("/v1/checkout-sessions/" + checkout.substring(3));
        assertThat(session.text("invoiceId")).isEqualTo(invoice.id());
        assertThat(session.data().path("amount")).isEqualTo(invoice.data().path("amountDue"));
    }

    @Test
    void strangersTextsAreTexts() {
        String customer = Billing.customer(api, "<img src=x onerror=alert(1)>");
        Answer invoice = Billing.invoice(api, customer, """
                "memo":"</p><script>x</script>","lines":[{"description":"\\"><b>","quantity":1,"unitAmount":1}]""");
        assertThat(visit(path(invoice), "en").body()).doesNotContain("<img src=x", "<script>x", "\"><b>");
    }

    private static String path(Answer invoice) {
        return Billing.path(invoice.text("hostedInvoiceUrl"));
    }

    private Answer visit(String target, String language) {
        return api.raw("GET", target, NOTHING, language.isEmpty() ? Map.of() : Map.of("Accept-Language", language));
    }
}
