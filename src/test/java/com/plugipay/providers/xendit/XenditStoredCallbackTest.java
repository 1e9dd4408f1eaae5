package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CHARGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.secrets.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks about stored payment methods and about charges by them. */
class XenditStoredCallbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"payment_token.activation", "payment_token.failure", "payment_token.expiry"})
    void readsWhatHappensToStoredMethods(String event) {
        String body = """
                {"event":"%s","data":{"payment_token_id":"pt-1402","reference_id":"%s","status":"ACTIVE"}}""".formatted(event, CHARGE);
        Secret token = new Secret("pt-1402");

        assertThat(read(body)).containsExactly(new CallbackEvent.OfStoredMethod(CHARGE, token));
        assertThat(read(body.replace(CHARGE, "their own/1")))
                .containsExactly(new CallbackEvent.OfStoredMethod(null, token));
        assertThat(read(body.replace("pt-1402", "..//")))
                .containsExactly(new CallbackEvent.OfStoredMethod(CHARGE, null));
        assertThat(read(body.replace("pt-1402", "").replace(CHARGE, "their own/1")))
                .containsExactly(new CallbackEvent.Unreadable("names_no_payment"));
        assertThat(identity(body)).startsWith(event).doesNotContain("pt-1402").endsWith("ACTIVE");
        assertThat(identity(body)).isNotEqualTo(identity(body.replace("pt-1402", "pt-1403")));
    }

    @Test
    void readsPagesThatStoreAMethod() {
        String paid = """
                {"event":"payment_session.completed","data":{"payment_session_id":"ps-6741","reference_id":"%s",
                 "session_type":"PAY","status":"COMPLETED","payment_request_id":"pr-0e0f",
                 "payment_token_id":"pt-1402"}}""".formatted(CHARGE);
        CallbackEvent stored = new CallbackEvent.OfStoredMethod(CHARGE, new Secret("pt-1402"));
        String expired = paid.replace("completed", "expired").replace("COMPLETED", "EXPIRED");

        assertThat(read(paid)).containsExactly(new CallbackEvent.OfCharge(CHARGE, "ps-6741", null), stored);
        assertThat(read(paid.replace("\"PAY\"", "\"SAVE\""))).containsExactly(stored);
        assertThat(read(expired.replace("\"PAY\"", "\"SAVE\"").replace("\"pt-1402\"", "null")))
                .containsExactly(new CallbackEvent.OfStoredMethod(CHARGE, null));
    }

    /** The failure of a hosted page's try ends nothing; that of a charge by a stored method does. */
    @ParameterizedTest
    @CsvSource({"payment.failure, FAILED", "payment_request.expiry, EXPIRED"})
    void queriesAFailedChargeByAStoredMethod(String event, String status) {
        assertThat(read("""
                {"event":"%s","data":{"reference_id":"%s","payment_request_id":"pr-1","channel_code":"CARDS",
                 "status":"%s","metadata":{"workspace":"ws_1","buyer":"absent"}}}""".formatted(event, CHARGE, status)))
                .containsExactly(new CallbackEvent.OfCharge(
                        CHARGE,
                        "pr-1",
                        event.equals("payment.failure")
                                ? null
                                : new Outcome.Declined("expired", "The payment was not made in time.")));
    }

    private static List<CallbackEvent> read(String body) {
        return XenditCallbackEvents.read(Buffer.buffer(body));
    }

    private static String identity(String body) {
        return XenditCallbacks.identity(new ProviderCallback("ws_1", Map.of(), Buffer.buffer(body)));
    }
}
