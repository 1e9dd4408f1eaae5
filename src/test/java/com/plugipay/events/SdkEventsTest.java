package com.plugipay.webhooks.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.outbox.Event;
import org.junit.jupiter.api.Test;

class SdkEventBodyTest {
    @Test
    void writesAnEventInTheSdksDialect() {
        String payload = """
                {"id":"evt_1","type":"refund.succeeded","workspaceId":"ws_1","mode":"test",\
                "createdAt":"2026-11-22T00:00:00.000Z","data":{"object":{"id":"re_1","amount":100000,\
                "workspaceId":"ws_1","rate":1.10,"reason":null},"previousAttributes":{"status":"pending"}}}""";

        assertThat(SdkEventBody.of(payload)).isEqualTo("""
                {"id":"evt_1","type":"plugipay.refund.issued.v1","accountId":"ws_1",\
                "occurredAt":"2026-11-22T00:00:00.000Z","workspaceId":"ws_1","mode":"test",\
                "createdAt":"2026-11-22T00:00:00.000Z","data":{"object":{"id":"re_1","amount":100000,\
                "workspaceId":"ws_1","rate":1.10,"reason":null,"accountId":"ws_1","arn":"arn:plugipay:ws_1:refund/re_1"},\
                "previousAttributes":{"status":"pending"},"aggregateType":"refund","aggregateId":"re_1"}}""");
    }

    @Test
    void callsAPaidSessionCompleted() {
        String payload = """
                {"id":"evt_1","type":"checkout_session.completed","workspaceId":"ws_1","mode":"test",\
                "createdAt":"2026-11-22T00:00:00.000Z","data":{"object":{"id":"sess_1","status":"complete"}}}""";

        assertThat(SdkEventBody.of(payload))
                .contains("\"type\":\"plugipay.checkout_session.completed.v1\"")
                .contains("\"status\":\"completed\"")
                .contains("\"aggregateType\":\"checkout_session\"");
    }

    @Test
    void callsASubscriptionIncompleteThatWasNotPaidFor() {
        String payload = """
                {"id":"evt_1","type":"subscription.created","workspaceId":"ws_1","mode":"test",\
                "createdAt":"2026-11-22T00:00:00.000Z","data":{"object":{"id":"sub_1","status":"past_due",\
                "substatus":%s}}}""";

        assertThat(SdkEventBody.of(payload.formatted("\"incomplete\""))).contains("\"status\":\"incomplete\"");
        assertThat(SdkEventBody.of(payload.formatted("null"))).contains("\"status\":\"past_due\"");
    }

    @Test
    void aStoredEventIsReadUnchanged() {
        String payload = """
                {"id":"evt_1","type":"payment.updated","workspaceId":"ws_1","mode":"live",\
                "createdAt":"2026-11-22T00:00:00.120Z","data":{"object":{"id":"pay_1","amount":1000000000000,\
                "providerData":{"fee":0.70,"big":1E+3},"metadata":null,"list":[1,"a",true]}}}""";

        assertThat(Event.stored(payload).payload()).isEqualTo(payload);
    }
}
