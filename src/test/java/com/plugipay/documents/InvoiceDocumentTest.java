package com.plugipay.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Invoices as HTML and PDF: what they say, and that nothing that strangers write breaks them. */
class InvoiceDocumentTest {
    private final Api api = TestGateway.shared().merchant();

    @Test
    void anInvoiceSaysWhoOwesWhatToWhom() {
        Billing.settings(api, "en");
        Answer invoice = Billing.invoice(api, "2027-01-31T00:00:00Z");
        String text = pdf(invoice);
        assertThat(text)
                .contains("Invoice", invoice.text("number"), "Open")
                .contains("PT Kopi Senja Bandung", "Jalan Braga No. 12", "Tax ID 01.234.567.8-901.000")
                .contains("Siti Rahmawati", "Jalan Dago 101", "Bandung 40135", "siti@example.com")
                .contains("Due", "31 January 2027")
                .contains("Gayo Takengon, biji sangrai 1 kg", "Rp 150.000", "Rp 300.000")
                .contains("Subtotal", "Rp 400.000", "Discount", "-Rp 15.000", "Tax", "Rp 42.350", "Total", "Rp 427.350")
                .contains("Terima kasih atas pesanan Anda.")
                .contains(invoice.text("hostedInvoiceUrl"))
                .contains("Test mode: no real money.")
                .contains("1 / 1");

        Answer html = api.get("/v1/invoices/" + invoice.id() + "/invoice.html").expect(200);
        assertThat(html.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(html.body().strip())
                .startsWith("<!doctype html>")
                .contains("src=\"data:image/png;base64,")
                .contains("Rp\u00a0427.350");
    }

    @Test
    void theWorkspaceDecidesTheLanguageAndTheDay() {
        Answer invoice = Billing.invoice(api, "2027-01-30T20:00:00Z");
        assertThat(pdf(invoice)).contains("Tagihan", "Belum dibayar", "30 Januari 2027", "Toko Uji");
        Billing.settings(api, "id");
        assertThat(pdf(invoice)).contains("31 Januari 2027", "PT Kopi Senja Bandung", "NPWP 01.234.567.8-901.000");
    }

    @Test
    void itsStateIsTheOneOfTheMoment() {
        Billing.settings(api, "en");
        Answer invoice = Billing.invoice(api, "2026-01-01T00:00:00Z");
        assertThat(pdf(invoice)).contains("Past due");
        api.post("/v1/invoices/" + invoice.id() + "/pay", "").expect(200);
        assertThat(pdf(invoice)).contains("Paid", "Amount paid").doesNotContain("Past due", "/i/");
        Answer other = Billing.invoice(api, "2027-01-01T00:00:00Z");
        api.post("/v1/invoices/" + other.id() + "/void", "").expect(200);
        assertThat(pdf(other)).contains("Canceled").doesNotContain("/i/");
    }

    @Test
    void aDraftHasNoNumberAndNoPage() {
        Billing.settings(api, "en");
        String draft = api.post("/v1/invoices", """
                {"customerId":"%s","currency":"USD","lines":[{"description":"Beans","quantity":1,"unitAmount":4900}]}""".formatted(Billing.customer(api, "Siti")))
                .expect(201)
                .id();
        Answer html = api.get("/v1/invoices/" + draft + "/invoice.html").expect(200);
        assertThat(html.body()).contains("Draft", "$49.00").doesNotContain("/i/");
        assertThat(html.header("Content-Disposition")).contains(draft + ".html");
    }

    @Test
    void whatStrangersWriteIsTextAndBreaksNothing() {
        String name = "</p><script>alert(1)</script> & \\\"Söhne\\\" \\u0007\\uffff Олег Ђорђе Łukasz Σίγμα 陈";
        String customer = Billing.customer(api, name);
        Answer invoice = Billing.invoice(
                api,
                customer,
                "\"memo\":\"]]> <!-- %PDF \\u001b[31m\",\"lines\":[{\"description\":\"" + "W".repeat(500)
                        + "\",\"quantity\":1000000,\"unitAmount\":1000000}]");
        assertThat(pdf(invoice))
                .contains("</p><script>alert(1)</script> & ", "\"Söhne\" ", "Олег Ђорђе Łukasz")
                .contains("]]> <!-- %PDF")
                .contains("Rp 1.000.000.000.000");
        assertThat(api.get("/v1/invoices/" + invoice.id() + "/invoice.html").body())
                .doesNotContain("<script>")
                .contains("&lt;script&gt;");
    }

    @Test
    void aHundredLinesAreOnSeveralPages() {
        String lines = IntStream.range(0, 100)
                .mapToObj(i -> "{\"description\":\"Line " + i + "\",\"quantity\":1,\"unitAmount\":1000}")
                .collect(Collectors.joining(","));
        Answer invoice = Billing.invoice(api, Billing.customer(api, "Siti"), "\"lines\":[" + lines + "]");
        byte[] pdf = Billing.fetch(invoice.text("hostedInvoiceUrl") + "/pdf").body();
        assertThat(Billing.pages(pdf)).isBetween(3, 5);
        assertThat(Billing.text(pdf).replace('\u00a0', ' ')).contains("Line 0", "Line 99", "Rp 100.000");
    }

    @Test
    void manyAtOnceAllGetTheirs() {
        List<Answer> invoices = Stream.generate(() -> Billing.invoice(api, "2027-01-31T00:00:00Z"))
                .limit(12)
                .toList();
        List<CompletableFuture<Answer>> asked = invoices.stream()
                .map(invoice -> api.sendLater("GET", "/v1/invoices/" + invoice.id() + "/pdf", ""))
                .toList();
        for (int i = 0; i < invoices.size(); i++) {
            Answer pdf = asked.get(i).join().expect(200);
            assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
            assertThat(pdf.header("Content-Disposition"))
                    .contains(invoices.get(i).text("number") + ".pdf");
            assertThat(pdf.body()).startsWith("%PDF-");
        }
    }

    @Test
    void receiptPrintersPrintItInTheirWidth() {
        Billing.settings(api, "en");
        Answer invoice = Billing.invoice(api, "2027-01-31T00:00:00Z");
        String path = "/v1/invoices/" + invoice.id() + "/invoice.escpos";
        assertThat(api.get(path).expect(200).body())
                .contains("PT Kopi Senja Bandung", "Invoice " + invoice.text("number"), "Test mode: no real money.")
                .contains("Gayo Takengon, biji sangrai 1 kg\n")
                .contains("Total" + " ".repeat(33) + "Rp 427.350\n");
        Answer narrow = api.get(path + "?width=58").expect(200);
        assertThat(narrow.body()).contains("Total" + " ".repeat(17) + "Rp 427.350\n");
        assertThat(narrow.header("Content-Type")).isEqualTo("application/octet-stream");
        for (String query : List.of("width=57", "width=", "width=58&width=80", "paper=80")) {
            assertThat(api.get(path + '?' + query)
                            .expect(400, "validation_error")
                            .field())
                    .isEqualTo(query.substring(0, 5));
        }
    }

    @Test
    void whatIsNoInvoiceHasNoDocument() {
        for (String path : List.of("invoice.html", "invoice.pdf", "invoice.escpos", "pdf")) {
            api.get("/v1/invoices/inv_01ARZ3NDEKTSV4RRFFQ69G5FAV/" + path).expect(404, "not_found");
        }
    }

    private String pdf(Answer invoice) {
        HttpResponse<byte[]> response = Billing.fetch(TestGateway.shared().baseUrl()
                + Billing.path(api.get("/v1/invoices/" + invoice.id()).text("hostedInvoiceUrl")) + "/pdf");
        assertThat(response.statusCode()).isEqualTo(200);
        Billing.picture(response.body(), Path.of("target", "screenshots", "pdf-" + invoice.id() + ".png"));
        return Billing.text(response.body()).replace('\u00a0', ' ');
    }
}
