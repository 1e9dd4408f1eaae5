package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.midtrans.MidtransBench.order;
import static com.plugipay.sandbox.midtrans.MidtransBench.qris;
import static com.plugipay.sandbox.midtrans.MidtransBench.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandbox.midtrans.MidtransBench.Reply;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Money that goes back, and money that does not. */
class RefundsTest {
    private final MidtransBench bench = new MidtransBench(MidtransOptions.STANDARD);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void refundsInPartAndWhole() {
        String id = paid(qris("order-1", 50_000));
        JsonObject first = refund("order-1", "rf-1", 20_000).expect("200");
        assertThat(first.getString("transaction_status")).isEqualTo("partial_refund");
        assertThat(first.getString("refund_amount")).isEqualTo("20000.00");
        assertThat(first.getString("refund_key")).isEqualTo("rf-1");

        JsonObject told = bench.next("partial_refund");
        assertThat(told.getJsonArray("refunds").getJsonObject(0).containsKey("bank_confirmed_at"))
                .isFalse();
        JsonObject confirmed = bench.next("partial_refund");
        assertThat(confirmed.getJsonArray("refunds").getJsonObject(0).getString("bank_confirmed_at"))
                .isNotBlank();
        assertThat(confirmed.getString("signature_key")).hasSize(128);

        refund("order-1", "rf-1", 20_000).expect("406");
        refund("order-1", "rf-2", 30_001).expect("414");
        refund("order-1", "rf-2", 0).expect("414");
        refund("order-1", "rf 2", 1).expect("400");
        JsonObject rest = bench.post("/v2/" + id + "/refund/online/direct", new JsonObject().put("refund_key", "rf-2"))
                .expect("200");
        assertThat(rest.getString("transaction_status")).isEqualTo("refund");
        assertThat(rest.getString("refund_amount")).isEqualTo("50000.00");
        bench.next("refund");
        bench.next("refund");
        refund("order-1", "rf-2", 1).expect("406");
        refund("order-1", "rf-3", 1).expect("412");
        assertThat(bench.status("order-1").getJsonArray("refunds")).hasSize(2);
        assertThat(bench.status("order-1").getString("refund_amount")).isEqualTo("50000.00");
        assertThat(bench.book(id).getLong("refunded")).isEqualTo(50_000);
    }

    @Test
    void isRefusedByTheBank() {
        String id = paid(qris("order-1", 50_000));
        JsonObject refused = refund("order-1", "rf-1", MidtransPaymentProcessor.REFUSED_REFUND)
                .expect("202");
        assertThat(refused.getString("status_message")).isEqualTo("Refund denied by the bank");
        assertThat(refused.getString("transaction_status")).isEqualTo("settlement");
        bench.act(id, "refuse_refund");
        refund("order-1", "rf-1", 1_000).expect("202");
        refund("order-1", "rf-1", 1_000).expect("200");
        bench.next("partial_refund");
    }

    @Test
    void isNotPossibleForAll() {
        bench.charged(qris("order-1", 10_000));
        refund("order-1", "rf-1", 1_000).expect("412");
        bench.next("pending");
        paid(transfer("order-2", 10_000, "bca"));
        refund("order-2", "rf-1", 10_000).expect("412");
        paid(order("order-3", 10_000)
                .put("payment_type", "cstore")
                .put("cstore", new JsonObject().put("store", "alfamart")));
        refund("order-3", "rf-1", 10_000).expect("412");
        paid(order("order-4", 10_000).put("payment_type", "shopeepay"));
        refund("order-4", "rf-1", 1_000).expect("412");
        refund("order-4", "rf-1", 10_000).expect("200");
    }

    private String paid(JsonObject charge) {
        String id = bench.charged(charge).getString("transaction_id");
        bench.next("pending");
        bench.act(id, "pay");
        bench.next("settlement");
        return id;
    }

    private Reply refund(String orderId, String key, long amount) {
        return bench.post(
                "/v2/" + orderId + "/refund",
                new JsonObject().put("refund_key", key).put("amount", amount).put("reason", "too small"));
    }
}
