package com.plugipay.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Database;
import com.plugipay.model.Tenant;
import com.plugipay.support.Api;
import com.plugipay.support.SecondNode;
import com.plugipay.support.TestGateway;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The id of an event rises with each write, and its time is that of the write. */
final class EventStampTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final Tenant tenant = api.key().apiKey().tenant();

    @Test
    void idsRiseWithEachWriteAndWithinOne() {
        List<String> ids = new ArrayList<>();
        try (SecondNode other = new SecondNode(gateway.databaseConfig())) {
            for (int i = 0; i < 40; i++) {
                Database node = i % 2 == 0 ? gateway.gateway().database() : other.database();
                TestGateway.get(SkewedWrites.by(i, tenant, 0).run(node));
                ids.add(api.get("/v1/events?limit=1").data().path(0).path("id").asText());
            }
        }
        assertThat(ids).doesNotHaveDuplicates().isSorted().allMatch(id -> id.matches("evt_[0-9A-HJKMNP-TV-Z]{26}"));

        String payment = api.post("/v1/payments", """
                {"amount":50000,"currency":"IDR","method":"bank_transfer"}""").expect(201).id();
        api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
        String last = ids.getLast();
        api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"manual\":true}")
                .expect(201);
        assertThat(api.get("/v1/events?order=asc&limit=100")
                        .data()
                        .valueStream()
                        .filter(event -> event.path("id").asText().compareTo(last) > 0)
                        .map(event -> event.path("type").asText()))
                .containsExactly(
                        "payment.pending",
                        "payment.updated",
                        "payment.succeeded",
                        "refund.created",
                        "refund.succeeded",
                        "payment.refunded");
    }

    @Test
    void aPayloadHasTheIdAndTheTimeOfItsRow() {
        api.post("/v1/customers", "{\"name\":\"evt_00000000000000000000000000 1970-01-01T00:00:00.000Z\"}")
                .expect(201);
        api.post("/v1/events/trigger", "{\"type\":\"invoice.paid\",\"aggregateId\":\"inv_1\"}")
                .expect(201);
        List<String> wrong = TestGateway.get(gateway.gateway()
                .database()
                .many("""
                                select payload from events
                                 where workspace_id = $1 and (
                                       payload::json ->> 'id' <> id or (payload::json ->> 'createdAt')::timestamptz <> created_at
                                    or payload::json ->> 'type' <> type or payload::json ->> 'workspaceId' <> workspace_id)""", Tuple.of(tenant.workspaceId()), row -> row.getString("payload")));
        assertThat(wrong).isEmpty();
        assertThat(api.get("/v1/events").data()).hasSize(2);
    }
}
