package com.plugipay.billing.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.documents.Billing;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The credit notes of refunds of invoices, which follow their refunds. */
class CreditNoteTest {
    private final Api api = TestGateway.shared().merchant();

    @Test
    void aRefundOfAnInvoiceMakesACreditNoteWithANumberOfItsOwn() {
        Billing.settings(api, "en");
        Answer invoice = paid();
        String refund = refund(invoice, 1_000);
        JsonNode note = note(refund, "paid");
        assertThat(note.path("number").asText()).endsWith("-000002");
        assertThat(note.path("total").asLong()).isEqualTo(-1_000);
        assertThat(note.path("subtotal").asLong()).isEqualTo(-1_000);
        assertThat(note.path("amountDue").asLong()).isZero();
        assertThat(note.path("customerId").asText()).isEqualTo(invoice.text("customerId"));
        assertThat(note.at("/lines/0/amount").asLong()).isEqualTo(-1_000);
        assertThat(note.at("/lines/0/description").asText()).isEqualTo("Refund of invoice " + invoice.text("number"));
        assertThat(api.get("/v1/invoices/" + note.path("id").asText() + "/invoice.html")
                        .body())
                .contains("Credit note", "-Rp\u00a01.000", "Refunded");
        assertThat(Billing.invoice(api, "2027-01-31T00:00:00Z").text("number")).endsWith("-000003");
        assertThat(events(note)).containsExactlyInAnyOrder("invoice.created", "invoice.finalized");
        assertThat(api.get("/v1/receipts").data()).hasSize(1);
    }

    @Test
    void severalRefundsHaveACreditNoteEach() {
        Answer invoice = paid();
        List<String> refunds = List.of(refund(invoice, 1_000), refund(invoice, 2_000), refund(invoice, 3_000));
        List<String> numbers = refunds.stream()
                .map(refund -> note(refund, "paid").path("number").asText())
                .sorted()
                .toList();
        assertThat(numbers).extracting(number -> number.substring(9)).containsExactly("000002", "000003", "000004");
    }

    @Test
    void theMerchantCannotChangeIt() {
        String note = note(refund(paid(), 1_000), "paid").path("id").asText();
        for (String action : List.of("finalize", "pay", "void")) {
            api.post("/v1/invoices/" + note + "/" + action, "").expect(409, "conflict");
        }
    }

    /** As when a provider takes its time and then fails; manual refunds succeed at once. */
    @Test
    void itFollowsARefundThatIsPendingAndFails() {
        String refund = refund(paid(), 1_000);
        note(refund, "paid");
        DirectSql sql = new DirectSql(TestGateway.shared().databaseConfig());
        String other = refund.substring(0, refund.length() - 1) + (refund.endsWith("0") ? "1" : "0");
        sql.change("""
                insert into refunds select (json_populate_record(r, json_build_object(
                    'id', ?::text, 'status', 'pending', 'credit_note_status', null, 'provider_reference', null))).*
                  from refunds r where id = ?""", other, refund);
        JsonNode draft = note(other, "draft");
        assertThat(draft.path("number").isNull()).isTrue();
        api.post("/v1/invoices/" + draft.path("id").asText() + "/finalize", "").expect(409, "conflict");
        api.post("/v1/invoices/" + draft.path("id").asText() + "/void", "").expect(409, "conflict");
        sql.change("update refunds set status = 'failed' where id = ?", other);
        JsonNode voided = note(other, "void");
        assertThat(voided.path("id")).isEqualTo(draft.path("id"));
        assertThat(voided.path("number").isNull()).isTrue();
        assertThat(events(voided)).containsExactlyInAnyOrder("invoice.created", "invoice.voided");
    }

    @Test
    void twoNodesMakeOneCreditNoteForEachRefundAndCountWithoutGaps() {
        DatabaseConfig database = TestDatabase.create();
        Secret masterKeys = MasterKeys.generate();
        try (TestGateway first = TestGateway.withMasterKeys(database, masterKeys);
                TestGateway second = TestGateway.withMasterKeys(database, masterKeys)) {
            Api one = first.merchant();
            Api other = Api.of(second, one.key());
            List<Answer> paid = Stream.generate(() -> Billing.invoice(one, "2027-01-31T00:00:00Z"))
                    .limit(4)
                    .map(invoice -> one.post("/v1/invoices/" + invoice.id() + "/pay", "")
                            .expect(200))
                    .toList();
            List<CompletableFuture<Answer>> refunding = IntStream.range(0, 16)
                    .mapToObj(i -> (i % 2 == 0 ? one : other)
                            .sendLater(
                                    "POST",
                                    "/v1/refunds",
                                    "{\"paymentId\":\"" + paid.get(i % 4).text("paymentId") + "\",\"amount\":1000}"))
                    .toList();
            refunding.forEach(answer -> answer.join().expect(201));
            JsonNode all = Awaitility.await()
                    .until(() -> one.get("/v1/invoices?status=paid&limit=100").data(), found -> found.size() >= 20);
            assertThat(all.valueStream().map(invoice -> invoice.path("refundId").asText()))
                    .filteredOn(refund -> refund.startsWith("re_"))
                    .hasSize(16)
                    .doesNotHaveDuplicates();
            assertThat(all.valueStream()
                            .map(invoice -> invoice.path("number").asText().substring(9)))
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20)
                            .mapToObj("%06d"::formatted)
                            .toList());
            assertThat(other.get("/v1/receipts?limit=100")
                            .data()
                            .valueStream()
                            .map(receipt -> receipt.path("number").asText().substring(10)))
                    .containsExactlyInAnyOrder("000001", "000002", "000003", "000004");
        }
    }

    private Answer paid() {
        Answer invoice = Billing.invoice(api, "2027-01-31T00:00:00Z");
        return api.post("/v1/invoices/" + invoice.id() + "/pay", "").expect(200);
    }

    private String refund(Answer invoice, long amount) {
        return api.post(
                        "/v1/refunds",
                        "{\"paymentId\":\"" + invoice.text("paymentId") + "\",\"amount\":" + amount + "}")
                .expect(201)
                .id();
    }

    private JsonNode note(String refund, String status) {
        return Awaitility.await()
                .until(
                        () -> StreamSupport.stream(
                                        api.get("/v1/invoices?limit=100").data().spliterator(), false)
                                .filter(invoice -> invoice.path("refundId")
                                                .asText()
                                                .equals(refund)
                                        && invoice.path("status").asText().equals(status))
                                .toList(),
                        notes -> notes.size() == 1)
                .getFirst();
    }

    private List<String> events(JsonNode note) {
        return api.get("/v1/events?limit=100")
                .data()
                .valueStream()
                .filter(event -> event.at("/data/object/id").equals(note.path("id")))
                .map(event -> event.path("type").asText())
                .toList();
    }
}
