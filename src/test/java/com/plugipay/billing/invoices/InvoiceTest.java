package com.plugipay.billing.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An invoice from the draft to its payment or its end, with its number and its events. */
class InvoiceTest {
    private static final String LINES = """
            "lines":[{"description":"Beans","quantity":2,"unitAmount":75000},
                     {"description":"Grinding","quantity":1,"unitAmount":10000}]""";

    private final Api api = TestGateway.shared().merchant();
    private final String customer =
            api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();

    @Test
    void aDraftIsIssuedAndPaidOutside() {
        Answer draft =
                make("\"discount\":5000,\"tax\":17050,\"memo\":\"Thanks\",\"metadata\":{\"order\":\"7\"}," + LINES);
        assertThat(draft.id()).matches("inv_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(draft.text("status")).isEqualTo("draft");
        assertThat(draft.data().path("number").isNull()).isTrue();
        assertThat(draft.data().path("subtotal").asLong()).isEqualTo(160_000);
        assertThat(draft.data().path("total").asLong()).isEqualTo(172_050);
        assertThat(draft.data().path("amountDue").asLong()).isEqualTo(172_050);
        assertThat(draft.data().at("/lines/0/amount").asLong()).isEqualTo(150_000);
        assertThat(read(draft)).isEqualTo(draft.data());

        Answer open = act(draft, "finalize").expect(200);
        assertThat(open.text("status")).isEqualTo("open");
        assertThat(open.text("number")).matches("INV-20\\d\\d-000001");
        assertThat(open.text("issuedAt")).isNotEmpty();
        assertThat(read(draft)).isEqualTo(open.data());

        Answer paid = act(draft, "pay").expect(200);
        assertThat(paid.text("status")).isEqualTo("paid");
        assertThat(paid.data().path("amountPaid").asLong()).isEqualTo(172_050);
        assertThat(paid.data().path("amountDue").asLong()).isZero();
        assertThat(read(draft)).isEqualTo(paid.data());
        JsonNode payment = api.get("/v1/payments/" + paid.text("paymentId")).data();
        assertThat(payment.path("status").asText()).isEqualTo("succeeded");
        assertThat(payment.path("amount").asLong()).isEqualTo(172_050);
        assertThat(payment.path("invoiceId").asText()).isEqualTo(draft.id());
        assertThat(payment.path("customerId").asText()).isEqualTo(customer);
        assertThat(api.get("/api/v1/invoices/" + draft.id()).text("chargeId")).isEqualTo(paid.text("paymentId"));

        assertThat(events())
                .containsExactly(
                        "customer.created",
                        "invoice.created",
                        "invoice.finalized",
                        "payment.succeeded",
                        "invoice.paid");
        api.delete("/v1/customers/" + customer).expect(409, "conflict");
    }

    @Test
    void aPaymentOfAnInvoiceIsRefunded() {
        Answer paid = act(issued(LINES), "pay").expect(200);
        api.post("/v1/refunds", "{\"paymentId\":\"" + paid.text("paymentId") + "\",\"amount\":1000}")
                .expect(201);
        assertThat(api.get("/v1/payments/" + paid.text("paymentId")).text("status"))
                .isEqualTo("partially_refunded");
    }

    @Test
    void anOpenInvoiceIsVoidedAndKeepsItsNumber() {
        Answer open = issued(LINES);
        Answer voided = act(open, "void").expect(200);
        assertThat(voided.text("status")).isEqualTo("void");
        assertThat(voided.text("number")).isEqualTo(open.text("number"));
        assertThat(voided.data().path("amountDue").asLong()).isZero();
        for (String action : List.of("finalize", "pay", "void")) {
            act(open, action).expect(409, "conflict");
        }
        assertThat(read(open)).isEqualTo(voided.data());
        assertThat(issued(LINES).text("number")).endsWith("-000002");
        assertThat(events())
                .containsSubsequence("invoice.created", "invoice.finalized", "invoice.voided", "invoice.created");
    }

    @Test
    void aDraftIsNeitherPaidNorNumberedAndCanBeVoided() {
        Answer draft = make(LINES);
        act(draft, "pay").expect(409, "conflict");
        Answer voided = act(draft, "void").expect(200);
        assertThat(voided.data().path("number").isNull()).isTrue();
        assertThat(issued(LINES).text("number")).endsWith("-000001");
    }

    @Test
    void anInvoiceWithNothingToPayIsPaidWhenItIsIssued() {
        String free = "\"discount\":160000," + LINES;
        Answer atOnce = issued(free);
        assertThat(atOnce.text("status")).isEqualTo("paid");
        assertThat(atOnce.data().path("paymentId").isNull()).isTrue();
        Answer later = act(make(free), "finalize").expect(200);
        assertThat(later.text("status")).isEqualTo("paid");
        assertThat(later.text("number")).endsWith("-000002");
        assertThat(events()).filteredOn("invoice.paid"::equals).hasSize(2);
        assertThat(api.get("/v1/payments").data()).isEmpty();
    }

    @Test
    void anOpenInvoiceIsPastDueWhenItsTimeIsOver() {
        Answer overdue = issued("\"dueAt\":\"2026-01-01T00:00:00Z\"," + LINES);
        assertThat(overdue.data().path("pastDue").asBoolean()).isTrue();
        assertThat(read(overdue).path("pastDue").asBoolean()).isTrue();
        assertThat(act(overdue, "pay").expect(200).data().path("pastDue").asBoolean())
                .isFalse();
        Answer inTime = issued("\"dueAt\":\"2126-01-01T00:00:00Z\"," + LINES);
        assertThat(read(inTime).path("pastDue").asBoolean()).isFalse();
    }

    @Test
    void numbersHaveNeitherGapsNorDoublesWhenManyAreIssuedAtOnce() {
        List<Answer> drafts = Stream.generate(() -> make(LINES)).limit(10).toList();
        List<CompletableFuture<Answer>> issuing = Stream.concat(
                        drafts.stream()
                                .flatMap(draft -> Stream.of(draft, draft))
                                .map(draft -> api.sendLater("POST", "/v1/invoices/" + draft.id() + "/finalize", "")),
                        IntStream.range(0, 10)
                                .mapToObj(i ->
                                        api.sendLater("POST", "/v1/invoices", body("\"status\":\"open\"," + LINES))))
                .toList();
        List<Integer> statuses =
                issuing.stream().map(answer -> answer.join().status()).toList();
        assertThat(statuses).containsOnly(200, 201, 409);
        assertThat(statuses)
                .filteredOn(status -> status == 409)
                .as("issued twice")
                .hasSize(10);

        Set<String> numbers = new HashSet<>();
        api.get("/v1/invoices?status=open&limit=100")
                .data()
                .forEach(invoice -> numbers.add(invoice.path("number").asText().substring(9)));
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj("%06d"::formatted).toList());
    }

    @Test
    void onlyOneOfManyPaymentsAtTheSameMomentIsRecorded() {
        Answer open = issued(LINES);
        List<CompletableFuture<Answer>> paying = IntStream.range(0, 8)
                .mapToObj(i -> api.sendLater("POST", "/v1/invoices/" + open.id() + (i % 2 == 0 ? "/pay" : "/void"), ""))
                .toList();
        assertThat(paying.stream().map(answer -> answer.join().status()))
                .containsOnly(200, 409)
                .filteredOn(status -> status == 200)
                .hasSize(1);
        boolean isPaid = read(open).path("status").asText().equals("paid");
        assertThat(api.get("/v1/payments").data()).hasSize(isPaid ? 1 : 0);
    }

    @Test
    void invoicesAreListedByCustomerAndState() {
        Answer open = issued(LINES);
        make(LINES);
        assertThat(api.get("/v1/invoices?status=open").data()).containsExactly(open.data());
        assertThat(api.get("/v1/invoices?customerId=" + customer).data()).hasSize(2);
        assertThat(api.get("/v1/invoices?customerId=cus_other").data()).isEmpty();
        assertThat(api.get("/v1/invoices?status=late")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("status");
    }

    @Test
    void anotherThingToPayIsNoInvoice() {
        String session = api.post("/v1/checkout-sessions", """
                {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
        Answer open = issued(LINES);
        for (String action : List.of("pay", "void", "finalize")) {
            api.post("/v1/invoices/" + session + "/" + action, "").expect(404, "not_found");
        }
        for (String action : List.of("confirm", "cancel", "reject")) {
            api.post("/v1/checkout-sessions/" + open.id() + "/" + action, "").expect(404, "not_found");
        }
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            "lines":[]                                                                        | lines
            "lines":[{"description":"","quantity":1,"unitAmount":1}]                          | lines/0/description
            "lines":[{"description":"x","quantity":0,"unitAmount":1}]                         | lines/0/quantity
            "lines":[{"description":"x","quantity":1,"unitAmount":-1}]                        | lines/0/unitAmount
            "lines":[{"description":"x","quantity":1000000,"unitAmount":1000000000000}]       | lines
            "lines":[{"description":"x","quantity":1,"unitAmount":1}],"discount":2            | discount
            "lines":[{"description":"x","quantity":1,"unitAmount":1}],"tax":1000000000000     | tax
            "lines":[{"description":"x","quantity":1,"unitAmount":1}],"status":"paid"         | status
            "lines":[{"description":"x","quantity":1,"unitAmount":1}],"currency":"QQQ"        | currency
            "lines":[{"description":"x","quantity":1,"unitAmount":1}],"customerId":"cus_none" | customerId
            """)
    void whatCannotBeBilledIsRefused(String fields, String field) {
        String given = (fields.contains("customerId") ? "" : "\"customerId\":\"" + customer + "\",")
                + (fields.contains("currency") ? "" : "\"currency\":\"IDR\",");
        Answer refused = api.post("/v1/invoices", "{" + given + fields.strip() + "}");
        assertThat(refused.expect(400, "validation_error").field()).isEqualTo(field);
        assertThat(api.get("/v1/invoices").data()).isEmpty();
    }

    private Answer make(String fields) {
        return api.post("/v1/invoices", body(fields)).expect(201);
    }

    private Answer issued(String fields) {
        return make("\"status\":\"open\"," + fields);
    }

    private String body(String fields) {
        return "{\"customerId\":\"" + customer + "\",\"currency\":\"IDR\"," + fields + "}";
    }

    private Answer act(Answer invoice, String action) {
        return api.post("/v1/invoices/" + invoice.id() + "/" + action, "");
    }

    private JsonNode read(Answer invoice) {
        return api.get("/v1/invoices/" + invoice.id()).expect(200).data();
    }

    private List<String> events() {
        return api.get("/v1/events?limit=100")
                .data()
                .valueStream()
                .map(event -> event.path("type").asText())
                .toList()
                .reversed();
    }
}
