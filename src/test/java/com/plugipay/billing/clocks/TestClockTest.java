package com.plugipay.billing.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Customers on a test clock live through years in seconds, by the code that real time runs. */
class TestClockTest {
    private final TestGateway gateway = TestGateway.shared();
    private final WorkspaceCommand.Created workspace = gateway.workspace();
    private final Api api = Api.of(gateway, workspace.test());
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());

    /** Nobody pays, and nobody is canceled for it. */
    private final String policy =
            api.post("/v1/dunning-policies", """
                    {"name":"Patient","retryAfterDays":[],"finalAction":"leave_past_due"}""").expect(201).id();

    @Test
    void threeYearsAreBilledInTheOrderOfTime() {
        Answer clock = clock("2027-01-31T12:00:00Z");
        String customer = customer(clock);
        String monthly = subscribe(customer, plan("month", 100_000));
        String yearly = subscribe(customer, plan("year", 1_000_000));
        advance(clock, "2030-01-31T11:59:59Z").expect(200);
        assertThat(awaitReady(clock).path("frozenTime").asText()).isEqualTo("2030-01-31T11:59:59.000Z");

        List<JsonNode> invoices = invoices(monthly);
        assertThat(invoices).hasSize(36);
        assertThat(invoices.get(1).path("periodStart").asText()).isEqualTo("2027-02-28T12:00:00.000Z");
        assertThat(invoices.get(2).path("periodStart").asText()).isEqualTo("2027-03-31T12:00:00.000Z");
        assertThat(invoices.get(13).path("periodStart").asText()).isEqualTo("2028-02-29T12:00:00.000Z");
        assertThat(invoices(yearly)).hasSize(3);
        List<JsonNode> all =
                api.get("/v1/invoices?order=asc&limit=100").data().valueStream().toList();
        assertThat(all)
                .extracting(invoice -> invoice.path("periodStart").asText())
                .isSorted();
        assertThat(all)
                .allSatisfy(
                        invoice -> assertThat(Duration.between(time(invoice, "periodStart"), time(invoice, "issuedAt")))
                                .isLessThan(Duration.ofSeconds(1)));
        assertThat(all)
                .filteredOn(invoice -> invoice.path("status").asText().equals("open"))
                .as("past due in the time of the clock, which is years ahead")
                .isNotEmpty()
                .allSatisfy(invoice ->
                        assertThat(invoice.path("pastDue").asBoolean()).isTrue());
        assertThat(all)
                .extracting(invoice -> invoice.path("number").asText().substring(9))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 39).mapToObj("%06d"::formatted).toList());
    }

    @Test
    void requestsAreAnsweredInTheTimeOfTheClock() {
        Answer clock = clock("2020-02-29T00:00:00Z");
        String subscription = subscribe(customer(clock), plan("month", 100_000));
        assertThat(read(subscription).path("currentPeriodEnd").asText()).isEqualTo("2020-03-29T00:00:00.000Z");
        api.post("/v1/subscriptions/" + subscription + "/pause", "{\"resumeAt\":\"2020-05-01T00:00:00Z\"}")
                .expect(200);
        assertThat(read(subscription).path("pausedAt").asText()).isEqualTo("2020-02-29T00:00:00.000Z");
        advance(clock, "2020-05-02T00:00:00Z").expect(200);
        awaitReady(clock);
        assertThat(invoices(subscription))
                .extracting(invoice -> invoice.path("periodStart").asText())
                .containsExactly("2020-02-29T00:00:00.000Z", "2020-05-01T00:00:00.000Z");
        Answer canceled = api.post("/v1/subscriptions/" + subscription + "/cancel", "{\"at\":\"now\"}")
                .expect(200);
        assertThat(canceled.text("canceledAt")).isEqualTo("2020-05-02T00:00:00.000Z");
    }

    @Test
    void aClockStandsStillByItselfAndNeverGoesBack() {
        Answer clock = clock("2020-01-01T00:00:00Z");
        String subscription = subscribe(customer(clock), plan("day", 1_000));
        // Real time, in which all of this is long due, has its workers too.
        String other = subscribe(customer(null), plan("day", 1_000));
        Awaitility.await().until(() -> invoices(other).size() == 1);
        assertThat(sql.texts("select due_at from subscriptions where id = ?", subscription))
                .containsExactly("null");
        assertThat(invoices(subscription)).hasSize(1);
        for (String to : List.of("2019-12-31T00:00:00Z", "2026-01-01T00:00:00Z", "2199-01-01T00:00:00Z")) {
            assertThat(advance(clock, to).expect(400, "validation_error").field())
                    .isEqualTo("to");
        }
        advance(clock, "2020-01-01T00:00:00Z").expect(200);
        assertThat(awaitReady(clock).path("frozenTime").asText()).isEqualTo("2020-01-01T00:00:00.000Z");
    }

    @Test
    void anAdvanceThatLostItsNodeGoesOnWhereItWas() {
        Answer clock = clock("2027-01-01T00:00:00Z");
        String subscription = subscribe(customer(clock), plan("week", 7_000));
        sql.change(
                "update test_clocks set status = 'advancing', advancing_to = '2027-03-01T00:00:00Z',"
                        + " frozen_time = '2027-01-08T00:00:00Z', claimed_by = 424242, due_at = now() where id = ?",
                clock.id());
        assertThat(awaitReady(clock).path("frozenTime").asText()).isEqualTo("2027-03-01T00:00:00.000Z");
        assertThat(invoices(subscription)).hasSize(9);
    }

    /** The results of clocks that are claimed together are written together, and clocks may advance again before. */
    @Test
    void aClockAdvancesAgainWhileAnotherStillAdvances() {
        Answer slow = clock("2027-01-01T00:00:00Z");
        subscribe(customer(slow), plan("day", 1_000));
        Answer quick = clock("2027-01-01T00:00:00Z");
        advance(slow, "2029-01-01T00:00:00Z").expect(200);
        for (int day = 2; day < 12; day++) {
            advance(quick, "2027-01-%02dT00:00:00Z".formatted(day)).expect(200);
            awaitReady(quick);
        }
        awaitReady(slow);
    }

    @Test
    void aClockThatCannotAdvanceIsStuckAndGoesOnLater() {
        Answer clock = clock("2027-01-01T00:00:00Z");
        String subscription = subscribe(customer(clock), plan("month", 7_000));
        sql.change("update subscriptions set time_zone = 'Nowhere' where id = ?", subscription);
        // As after a long advance, whose parts are tries too.
        sql.change("update test_clocks set tries = 20 where id = ?", clock.id());
        CompletableFuture<Answer> advancing = api.sendLater(
                "POST", "/v1/test-clocks/" + clock.id() + "/advance", "{\"to\":\"2027-02-02T00:00:00Z\"}");
        Awaitility.await()
                .until(() -> api.get("/v1/stuck?type=test_clock").data().size() == 1);
        assertThat(sql.texts("select due_at < now() + interval '1 minute' from test_clocks where id = ?", clock.id()))
                .containsExactly("t");
        advance(clock, "2027-03-02T00:00:00Z").expect(409, "conflict");
        api.delete("/v1/test-clocks/" + clock.id()).expect(409, "conflict");
        sql.change("update subscriptions set time_zone = 'UTC' where id = ?", subscription);
        sql.change("update test_clocks set due_at = now() where id = ?", clock.id());
        awaitReady(clock);
        advancing.join().expect(200);
        assertThat(invoices(subscription)).hasSize(2);
        assertThat(api.get("/v1/stuck").data()).isEmpty();
    }

    @Test
    void deletingAClockDeletesItsCustomersAndNoOthers() {
        Answer clock = clock("2027-01-01T00:00:00Z");
        String customer = customer(clock);
        String subscription = subscribe(customer, plan("month", 100_000));
        String invoice = invoices(subscription).getFirst().path("id").asText();
        api.post("/v1/invoices/" + invoice + "/pay", "").expect(200);
        String credit = api.post("/v1/gift-cards", "{\"amount\":5000,\"customerId\":\"" + customer + "\"}")
                .expect(201)
                .id();
        String other = customer(null);
        String kept = subscribe(other, plan("month", 100_000));
        api.delete("/v1/test-clocks/" + clock.id()).expect(204);
        for (String gone : List.of(
                "/v1/test-clocks/" + clock.id(),
                "/v1/customers/" + customer,
                "/v1/subscriptions/" + subscription,
                "/v1/gift-cards/" + credit,
                "/v1/invoices/" + invoice)) {
            api.get(gone).expect(404, "not_found");
        }
        assertThat(api.get("/v1/payments").data()).isEmpty();
        api.get("/v1/customers/" + other).expect(200);
        assertThat(invoices(kept)).hasSize(1);
        assertThat(api.get("/v1/test-clocks").data()).isEmpty();
    }

    @Test
    void thereAreNoClocksInLiveMode() {
        Answer clock = clock("2027-01-01T00:00:00Z");
        Api live = api.with(workspace.live());
        live.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"2027-01-01T00:00:00Z\"}")
                .expect(403, "forbidden");
        live.post("/v1/test/clocks/advance", "{\"subscriptionId\":\"sub_1\",\"days\":1}")
                .expect(403, "forbidden");
        assertThat(live.post("/v1/customers", "{\"testClockId\":\"" + clock.id() + "\"}")
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("testClockId");
        live.get("/v1/test-clocks/" + clock.id()).expect(404, "not_found");
    }

    @Test
    void aCustomerStaysInItsTime() {
        String customer = customer(clock("2027-01-01T00:00:00Z"));
        String other = clock("2028-01-01T00:00:00Z").id();
        for (String id : List.of("null", "\"" + other + "\"")) {
            assertThat(api.patch("/v1/customers/" + customer, "{\"testClockId\":" + id + "}")
                            .expect(400, "validation_error")
                            .field())
                    .isEqualTo("testClockId");
        }
        api.patch("/v1/customers/" + customer, "{\"name\":\"B\"}").expect(200);
        api.post("/v1/customers", "{\"testClockId\":\"clock_none\"}").expect(400, "validation_error");
    }

    /** A worker that ends its work afterwards would set when it is due in real time. */
    @Test
    void aCustomerMovesToAClockOnlyWhenNobodyWorksOnIt() {
        String subscription = subscribe(customer(null), plan("month", 7_000));
        String body = "{\"subscriptionId\":\"" + subscription + "\",\"days\":1}";
        String invoice = invoices(subscription).getFirst().path("id").asText();
        sql.change("update collection_tries set claimed_by = 424242 where invoice_id = ?", invoice);
        api.post("/v1/test/clocks/advance", body).expect(409, "conflict");
        assertThat(api.get("/v1/test-clocks").data()).isEmpty();
        sql.change("update collection_tries set claimed_by = null where invoice_id = ?", invoice);
        api.post("/v1/test/clocks/advance", body).expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "frozenTime, '{\"name\":\"A\",\"frozenTime\":\"1999-01-01T00:00:00Z\"}'",
        "frozenTime, '{\"name\":\"A\",\"frozenTime\":\"9999-12-31T23:59:59Z\"}'",
        "frozenTime, '{\"name\":\"A\"}'",
        "name, '{\"name\":\"\",\"frozenTime\":\"2027-01-01T00:00:00Z\"}'"
    })
    void whatIsNoClockIsRefused(String field, String body) {
        assertThat(api.post("/v1/test-clocks", body)
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo(field);
    }

    private Answer clock(String frozenTime) {
        return api.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"" + frozenTime + "\"}")
                .expect(201);
    }

    private String customer(@Nullable Answer clock) {
        String body = clock == null ? "{}" : "{\"testClockId\":\"" + clock.id() + "\"}";
        return api.post("/v1/customers", body).expect(201).id();
    }

    private String plan(String interval, long amount) {
        return api.post(
                        "/v1/plans",
                        "{\"name\":\"Pro\",\"interval\":\"" + interval + "\",\"amount\":" + amount
                                + ",\"currency\":\"IDR\",\"dunningPolicyId\":\"" + policy + "\"}")
                .expect(201)
                .id();
    }

    private String subscribe(String customer, String plan) {
        return api.post("/v1/subscriptions", """
                {"customerId":"%s","planId":"%s","collectionMethod":"send_invoice"}""".formatted(customer, plan))
                .expect(201)
                .id();
    }

    private Answer advance(Answer clock, String to) {
        return api.post("/v1/test-clocks/" + clock.id() + "/advance", "{\"to\":\"" + to + "\"}");
    }

    private JsonNode awaitReady(Answer clock) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(
                        () -> api.get("/v1/test-clocks/" + clock.id())
                                .expect(200)
                                .data(),
                        read -> read.path("status").asText().equals("ready"));
    }

    private JsonNode read(String subscription) {
        return api.get("/v1/subscriptions/" + subscription).expect(200).data();
    }

    private List<JsonNode> invoices(String subscription) {
        return api.get("/v1/invoices?order=asc&limit=100&subscriptionId=" + subscription)
                .data()
                .valueStream()
                .toList();
    }

    private static Instant time(JsonNode object, String field) {
        return Instant.parse(object.path(field).asText());
    }
}
