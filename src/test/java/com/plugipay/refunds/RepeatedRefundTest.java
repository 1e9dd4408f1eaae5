package com.plugipay.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Database;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentStore;
import com.plugipay.providers.manual.ManualFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request for a refund of all that was paid is repeated before it has a response: nothing remains for the repeat. */
class RepeatedRefundTest {
    private static final long PRICE = 4_900;

    /** The request as it is between the reservation and the provider's answer. */
    private static final String UNANSWERED = """
            update idempotency_keys
               set status = null, body = null, resource_id = $2, created_at = created_at - $3 * interval '1 second'
             where workspace_id = $1 and mode = 'test' and key = 'repeated'""";

    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final Tenant tenant = new Tenant(api.key().apiKey().workspaceId(), Mode.TEST);
    private final Database database = gateway.gateway().database();
    private final String payment = paid();

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"amount\":4900"})
    void isNotTakenForAnotherRefund(String amount) {
        String refund = reserve();
        String body = "{\"paymentId\":\"" + payment + "\"" + amount + "}";
        api.post("/v1/refunds", body, "repeated").expect(422, "amount_not_refundable");
        unanswered(refund, 0);

        api.post("/v1/refunds", body, "repeated").expect(409, "idempotency_in_progress");

        unanswered(refund, 600);
        Answer resumed = api.post("/v1/refunds", body, "repeated").expect(201);
        assertThat(resumed.id()).isEqualTo(refund);
        assertThat(api.post("/v1/refunds", body, "repeated").body()).isEqualTo(resumed.body());
        assertThat(api.get("/v1/refunds").data()).hasSize(1);
    }

    @Test
    void anErrorIsStoredUnderAFreeKey() {
        reserve();
        String body = "{\"paymentId\":\"" + payment + "\"}";
        Answer refused = api.post("/v1/refunds", body, "repeated").expect(422, "amount_not_refundable");

        assertThat(api.post("/v1/refunds", body, "repeated").body()).isEqualTo(refused.body());
    }

    private String reserve() {
        Instant now = Instant.now();
        Payment paid = TestGateway.get(new PaymentStore(database).find(tenant, payment))
                .orElseThrow();
        Refund refund = Refund.pending(paid, PRICE, Refund.Reason.OTHER, ManualFactory.KIND, null, now);
        ChangeContext context = ChangeContext.worker(tenant, Actor.timer("test", "Test"), now);
        assertThat(TestGateway.get(new RefundStore(database).reserve(context, refund, now.plus(Duration.ofDays(1)))))
                .isEqualTo(RefundStore.ReserveResult.RESERVED);
        return refund.id();
    }

    private void unanswered(String refund, int secondsAgo) {
        TestGateway.get(database.run(UNANSWERED, Tuple.of(tenant.workspaceId(), refund, secondsAgo)));
    }

    private String paid() {
        String id = api.post("/v1/payments", """
                {"amount":%d,"currency":"USD","method":"bank_transfer"}""".formatted(PRICE)).expect(201).id();
        api.post("/v1/payments/" + id + "/confirm", "").expect(200);
        return id;
    }
}
