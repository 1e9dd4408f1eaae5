package com.plugipay.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.documents.Billing;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The receipts of paid sessions and invoices, with numbers without gaps. */
class ReceiptTest {
    private final Api api = TestGateway.shared().merchant();

    @Test
    void aPaidInvoiceHasAReceiptAtOnce() {
        Answer invoice = Billing.invoice(api, "2027-01-31T00:00:00Z");
        String path = "/v1/invoices/" + invoice.id();
        api.get(path + "/receipt").expect(404, "not_found");
        Answer paid = api.post(path + "/pay", "").expect(200);
        Answer receipt = api.get(path + "/receipt").expect(200);
        assertThat(receipt.id()).matches("rcpt_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(receipt.text("number")).matches("RCPT-20\\d\\d-000001");
        assertThat(receipt.text("sourceType")).isEqualTo("invoice");
        assertThat(receipt.text("sourceId")).isEqualTo(invoice.id());
        assertThat(receipt.text("paymentId")).isEqualTo(paid.text("paymentId"));
        assertThat(receipt.text("customerId")).isEqualTo(paid.text("customerId"));
        assertThat(receipt.data().path("amount").asLong()).isEqualTo(427_350);
        assertThat(receipt.text("currency")).isEqualTo("IDR");
        assertThat(receipt.text("method")).isEqualTo("bank_transfer");
        assertThat(receipt.text("issuedAt")).isEqualTo(paid.text("paidAt"));
        assertThat(api.get("/v1/receipts/" + receipt.id()).data()).isEqualTo(receipt.data());
        assertThat(api.get("/api/v1/receipts/" + receipt.id()).text("adapter")).isEqualTo("manual");
    }

    @Test
    void aCompletedSessionHasAReceiptAndOneThatEndedOtherwiseHasNone() {
        String session = session("\"guest\":{\"name\":\"Budi\",\"email\":\"budi@example.com\"},");
        String path = "/v1/checkout-sessions/" + session;
        for (String of : List.of("/receipt", "/receipt-link", "/receipt.html", "/receipt.pdf", "/receipt.escpos")) {
            api.get(path + of).expect(404, "not_found");
        }
        complete(session);
        Answer receipt = api.get(path + "/receipt-link").expect(200);
        assertThat(receipt.text("sourceType")).isEqualTo("checkout_session");
        assertThat(api.get(path + "/receipt").data()).isEqualTo(receipt.data());
        Answer html = api.get(path + "/receipt.html").expect(200);
        assertThat(html.body())
                .contains("Bukti pembayaran", "Transfer bank", receipt.text("number"), "Budi", "Rp\u00a05.000");
        assertThat(api.get(path + "/receipt.pdf").expect(200).body()).startsWith("%PDF-");
        assertThat(api.get("/v1/receipts/" + receipt.id() + "/receipt.pdf")
                        .expect(200)
                        .header("Content-Disposition"))
                .contains(receipt.text("number") + ".pdf");
        assertThat(api.get("/v1/receipts/" + receipt.id() + "/receipt.html").body())
                .isEqualTo(html.body());
        String printed = api.get(path + "/receipt.escpos?width=58").expect(200).body();
        assertThat(printed).contains("Bukti pembayaran\n" + receipt.text("number"), " Transfer bank\n", " Rp 5.000\n");
        assertThat(api.get("/api/v1/receipts/" + receipt.id() + "/receipt.escpos?width=32")
                        .body())
                .isEqualTo(printed);

        String canceled = session("");
        api.post("/v1/checkout-sessions/" + canceled + "/cancel", "").expect(200);
        api.get("/v1/checkout-sessions/" + canceled + "/receipt").expect(404, "not_found");
        assertThat(api.get("/v1/receipts").data()).hasSize(1);
    }

    @Test
    void numbersHaveNeitherGapsNorDoublesWhenManyArePaidAtOnce() {
        List<String> sessions = Stream.generate(() -> session("")).limit(12).toList();
        sessions.forEach(this::choose);
        List<CompletableFuture<Answer>> all = sessions.stream()
                .flatMap(session -> Stream.of(
                        api.sendLater("POST", "/v1/checkout-sessions/" + session + "/confirm", ""),
                        api.sendLater("GET", "/v1/receipts", ""),
                        api.sendLater("GET", "/v1/checkout-sessions/" + session + "/receipt", "")))
                .toList();
        all.forEach(answer -> assertThat(answer.join().status()).isIn(200, 404));
        List<String> numbers = api.get("/v1/receipts?limit=100")
                .data()
                .valueStream()
                .map(receipt -> receipt.path("number").asText().substring(10))
                .sorted()
                .toList();
        assertThat(numbers)
                .isEqualTo(
                        IntStream.rangeClosed(1, 12).mapToObj("%06d"::formatted).toList());
    }

    @Test
    void aReceiptIsNumberedAlsoWhenNobodyLooks() {
        complete(session(""));
        String workspace = api.key().apiKey().workspaceId();
        DirectSql sql = new DirectSql(TestGateway.shared().databaseConfig());
        Awaitility.await()
                .until(
                        () -> sql.texts("select number from receipts where workspace_id = ?", workspace),
                        numbers -> numbers.size() == 1 && numbers.getFirst().startsWith("RCPT-"));
    }

    @Test
    void receiptsAreListedBySourceCustomerAndTime() {
        Answer invoice = Billing.invoice(api, "2027-01-31T00:00:00Z");
        api.post("/v1/invoices/" + invoice.id() + "/pay", "").expect(200);
        complete(session(""));
        assertThat(list("")).hasSize(2);
        assertThat(list("?sourceType=invoice")).hasSize(1);
        assertThat(list("?customerId=" + invoice.text("customerId"))).hasSize(1);
        assertThat(list("?issuedAfter=2026-01-01T00:00:00Z&issuedBefore=2126-01-01T00:00:00Z"))
                .hasSize(2);
        assertThat(list("?issuedAfter=2126-01-01T00:00:00Z")).isEmpty();
        assertThat(api.get("/v1/receipts?sourceType=gift")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("sourceType");
        assertThat(api.get("/v1/invoices?issuedAfter=2026-01-01T00:00:00Z")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("issuedAfter");
    }

    @Test
    void anInvoiceWithNothingToPayHasNoReceipt() {
        Answer free = Billing.invoice(api, Billing.customer(api, "Siti"), """
                "lines":[{"description":"Sample","quantity":1,"unitAmount":0}]""");
        assertThat(free.text("status")).isEqualTo("paid");
        api.get("/v1/invoices/" + free.id() + "/receipt").expect(404, "not_found");
    }

    private JsonNode list(String query) {
        return api.get("/v1/receipts" + query).expect(200).data();
    }

    private String session(String fields) {
        return api.post("/v1/checkout-sessions", """
                {"amount":5000,"currency":"IDR",%s"successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""".formatted(fields))
                .expect(201)
                .id();
    }

    private void choose(String session) {
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
    }

    private void complete(String session) {
        choose(session);
        api.post("/v1/checkout-sessions/" + session + "/confirm", "").expect(200);
    }
}
