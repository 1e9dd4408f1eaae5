package com.plugipay.billing.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Invoices are collected in the time of the clock. */
class ClockDunningTest {
    private final Api api = TestGateway.shared().merchant();
    private final String clock = api.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"2027-01-01T08:00:00Z\"}")
            .expect(201)
            .id();

    /** By the standard policy: after 1, 3, 5 and 7 days, and then the subscription is canceled. */
    @Test
    void anInvoiceThatIsNotPaidIsDunned() {
        Answer subscription = subscribe("");
        advance("2027-01-05T00:00:00Z");
        assertThat(failures()).hasSize(3);
        assertThat(read(subscription).path("status").asText()).isEqualTo("past_due");
        advance("2027-01-20T00:00:00Z");
        assertThat(failures()).hasSize(5);
        JsonNode canceled = read(subscription);
        assertThat(canceled.path("canceledReason").asText()).isEqualTo("failed_payment");
        assertThat(canceled.path("canceledAt").asText()).isEqualTo("2027-01-08T08:00:00.000Z");
        api.delete("/v1/test-clocks/" + clock).expect(204);
        api.get("/v1/subscriptions/" + subscription.id()).expect(404, "not_found");
    }

    @Test
    void whatIsNotPaidDuringAPauseIsPastDueAfterIt() {
        Answer subscription = subscribe(",\"collectionMethod\":\"send_invoice\",\"daysUntilDue\":3");
        String path = "/v1/subscriptions/" + subscription.id();
        api.post(path + "/pause", "{}").expect(200);
        advance("2027-01-05T00:00:00Z");
        assertThat(failures()).isNotEmpty();
        assertThat(api.get(path).text("status")).isEqualTo("paused");
        assertThat(api.post(path + "/resume", "").expect(200).text("status")).isEqualTo("past_due");
        String invoice = api.get("/v1/invoices").data().path(0).path("id").asText();
        api.post("/v1/invoices/" + invoice + "/pay", "").expect(200);
        assertThat(api.get(path).text("status")).isEqualTo("active");
    }

    /** A monthly subscription, with these fields, of a customer on the clock. */
    private Answer subscribe(String fields) {
        String customer = api.post("/v1/customers", "{\"testClockId\":\"" + clock + "\"}")
                .expect(201)
                .id();
        String plan = api.post("/v1/plans", """
                {"name":"Pro","interval":"month","amount":100000,"currency":"IDR"}""").expect(201).id();
        return api.post(
                        "/v1/subscriptions",
                        "{\"customerId\":\"" + customer + "\",\"planId\":\"" + plan + "\"" + fields + "}")
                .expect(201);
    }

    private void advance(String to) {
        api.post("/v1/test-clocks/" + clock + "/advance", "{\"to\":\"" + to + "\"}")
                .expect(200);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> api.get("/v1/test-clocks/" + clock).text("status").equals("ready"));
    }

    private JsonNode read(Answer subscription) {
        return api.get("/v1/subscriptions/" + subscription.id()).expect(200).data();
    }

    private List<JsonNode> failures() {
        return api.get("/v1/events?type=invoice.payment_failed")
                .data()
                .valueStream()
                .toList();
    }
}
