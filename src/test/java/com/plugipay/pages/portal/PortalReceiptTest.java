package com.plugipay.pages.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.documents.Billing;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The receipts that customers see in the portal: their own, as PDF, during a visit. */
class PortalReceiptTest {
    private final Api api = TestGateway.shared().merchant();
    private final String siti = Billing.customer(api, "Siti");

    @ParameterizedTest
    @CsvSource({"en, Receipts, Amount received", "id, Bukti pembayaran, Jumlah diterima"})
    void areListedWithTheirPdf(String language, String heading, String text) {
        Billing.settings(api, "en");
        Answer receipt = receipt(siti);
        PortalVisitor visitor = PortalVisitor.of(api, siti);
        String path = path(receipt) + "?lang=" + language;
        assertThat(visitor.get("/portal?lang=" + language, "").expect(200).body())
                .contains(">" + heading + "</h2>", receipt.text("number"), "Rp\u00a070.000")
                .contains("href=\"" + path + "\" aria-label=\"PDF: " + receipt.text("number"));
        Answer pdf = visitor.get(path, "").expect(200);
        assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(pdf.header("Content-Disposition"))
                .isEqualTo("inline; filename=\"" + receipt.text("number") + ".pdf\"");
        assertThat(pdf.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(Billing.text(visitor.file(TestGateway.shared().baseUrl() + path)))
                .contains(receipt.text("number"), text);
    }

    @Test
    void othersReceiptsAreNeitherListedNorShown() {
        Answer budis = receipt(Billing.customer(api, "Budi"));
        Api other = TestGateway.shared().merchant();
        PortalVisitor visitor = PortalVisitor.of(api, siti);
        assertThat(visitor.page()).doesNotContain("Receipts", budis.text("number"));
        visitor.get(path(budis), "en").expect(404);
        PortalVisitor.of(other, Billing.customer(other, "Siti"))
                .get(path(receipt(siti)), "en")
                .expect(404);
    }

    @Test
    void onlyDuringAVisit() {
        String path = path(receipt(siti));
        api.raw("GET", path, new byte[0], Map.of()).expect(410);
        api.raw("GET", path, new byte[0], Map.of("Cookie", "plugipay_portal=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
                .expect(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rcpt_1", "%00", "x'", "..%2f..", "inv_01K00000000000000000000000"})
    void whatIsNoReceiptIsNotFound(String id) {
        PortalVisitor.of(api, siti).get("/portal/receipts/" + id + "/pdf", "en").expect(404);
    }

    private Answer receipt(String customer) {
        Answer invoice = Billing.invoice(api, customer, """
                "lines":[{"description":"Beans","quantity":1,"unitAmount":70000}]""");
        api.post("/v1/invoices/" + invoice.id() + "/pay", "").expect(200);
        return api.get("/v1/invoices/" + invoice.id() + "/receipt").expect(200);
    }

    private static String path(Answer receipt) {
        return "/portal/receipts/" + receipt.id() + "/pdf";
    }
}
