package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.plugipay.documents.Billing;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of an invoice in a real browser, in both languages, on a phone and on a desk, and without scripts. */
class InvoicePageTest {
    private final Api api = TestGateway.shared().merchant();
    private final Chromium browsers = new Chromium();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeBrowser() {
        browsers.close();
        assertThat(complaints).as("the browser's console").isEmpty();
    }

    @Test
    void itFitsEveryScreenInBothLanguages() {
        Billing.settings(api, "id");
        Answer open = Billing.invoice(api, "2027-01-31T00:00:00Z");
        for (String language : List.of("id-ID", "en-US")) {
            for (int width : List.of(390, 1280)) {
                Page page = page(language, width);
                page.navigate(open.text("hostedInvoiceUrl"));
                assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing is beside a screen of %s", width)
                        .isEqualTo(width);
                assertThat(page.locator("img.logo").evaluate("image => image.naturalWidth"))
                        .isEqualTo(320);
                Screenshots.keep(page, "invoice-" + language.substring(0, 2) + "-" + width);
            }
        }
    }

    @Test
    void aPaidOneIsShownAsPaid() {
        Answer paid = Billing.invoice(api, "2027-01-31T00:00:00Z");
        api.post("/v1/invoices/" + paid.id() + "/pay", "").expect(200);
        Page page = page("en-US", 390);
        page.navigate(paid.text("hostedInvoiceUrl"));
        assertThat(page.locator(".state").textContent()).isEqualTo("Paid");
        Screenshots.keep(page, "invoice-paid-390");
        page.locator(".language a").click();
        assertThat(page.locator(".state").textContent()).isEqualTo("Lunas");
    }

    @Test
    void aReceiptAndACreditNoteAreShown() {
        Billing.settings(api, "en");
        Answer invoice = Billing.invoice(api, "2027-01-31T00:00:00Z");
        Answer paid = api.post("/v1/invoices/" + invoice.id() + "/pay", "").expect(200);
        String receipt = api.get("/v1/invoices/" + invoice.id() + "/receipt").id();
        Page document = page("en-US", 1280);
        document.setContent(
                api.get("/v1/receipts/" + receipt + "/receipt.html").expect(200).body());
        assertThat(document.locator("h1").textContent()).isEqualTo("Receipt");
        Screenshots.keep(document, "receipt-1280");

        String refund = api.post("/v1/refunds", "{\"paymentId\":\"" + paid.text("paymentId") + "\",\"amount\":100000}")
                .expect(201)
                .id();
        JsonNode note = Awaitility.await()
                .until(
                        () -> api.get("/v1/invoices?status=paid")
                                .data()
                                .valueStream()
                                .filter(each -> each.path("refundId").asText().equals(refund))
                                .toList(),
                        notes -> notes.size() == 1)
                .getFirst();
        Page page = page("en-US", 390);
        page.navigate(note.path("hostedInvoiceUrl").asText());
        assertThat(page.locator(".state").textContent()).isEqualTo("Refunded");
        Screenshots.keep(page, "credit-note-390");
    }

    @Test
    void itsMailIsReadOnAPhoneAndOnADesk() {
        Billing.settings(api, "id");
        String to = api.key().apiKey().id() + "@example.com";
        Answer open = Billing.invoice(api, "2027-01-31T00:00:00Z");
        api.post("/v1/invoices/" + open.id() + "/send-email", "{\"to\":\"" + to + "\"}")
                .expect(200);
        String html = Awaitility.await()
                .until(() -> TestGateway.mailsTo(to), mails -> mails.size() == 1)
                .getFirst()
                .html();
        for (int width : List.of(390, 1280)) {
            Page page = page("id-ID", width);
            page.setContent(html);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(width);
            Screenshots.keep(page, "mail-" + width);
        }
    }

    private Page page(String locale, int width) {
        BrowserContext context = browsers.browser()
                .newContext(new NewContextOptions()
                        .setLocale(locale)
                        .setJavaScriptEnabled(true)
                        .setViewportSize(width, 844));
        Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        return page;
    }
}
