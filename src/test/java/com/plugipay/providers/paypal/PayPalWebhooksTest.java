package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PayPalWebhooksTest {
    private static final String LIST = "GET /sandbox/v1/notifications/webhooks";
    private static final String CREATE = "POST /sandbox/v1/notifications/webhooks";

    private final RecordedPayPal paypal = new RecordedPayPal();
    private final String url = "https://pay.example.com/v1/inbound-webhooks/paypal/" + paypal.test.workspaceId();

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void registersOurAddressOnce() {
        paypal.on(LIST, 200, "{'webhooks':[{'id':'1OTHER','url':'https://other.example'}]}")
                .on(CREATE, 201, "{'id':'0EH40505U7160970P','url':'" + url + "'}")
                .on(LIST, 200, "{'webhooks':[{'id':'0EH40505U7160970P','url':'" + url + "'}]}");
        Outcome done = Outcome.Succeeded.done(Map.of("webhookId", "0EH40505U7160970P"));

        assertThat(probe()).isEqualTo(done);
        assertThat(probe()).isEqualTo(done);
        assertThat(paypal.requests()).containsExactly(LIST, CREATE, LIST);
        RecordedPayPal.RecordedRequest request = paypal.calls().get(1);
        assertThat(request.json().path("url").textValue()).isEqualTo(url);
        assertThat(request.json().path("event_types").findValuesAsText("name"))
                .contains("CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.REFUNDED");
    }

    @Test
    void connectsAlsoWhereNoWebhookCanReachUs() {
        paypal.on(LIST, 200, "{'webhooks':[]}")
                .on(CREATE, 400, "{'name':'VALIDATION_ERROR','details':[{'field':'url','issue':'Not a valid URL'}]}");
        assertThat(probe()).isEqualTo(Outcome.Succeeded.done(Map.of("webhookError", "VALIDATION_ERROR")));
    }

    @Test
    void isUnknownWhenPayPalDoesNotSay() {
        paypal.on(LIST, 503, "");
        assertThat(probe()).isInstanceOf(Outcome.Unknown.class);
        paypal.on(LIST, 200, "{'webhooks':[]}").lose(CREATE);
        assertThat(probe()).isInstanceOf(Outcome.Unknown.class);
    }

    private Outcome probe() {
        return paypal.ask(new Command.Probe(paypal.test, RecordedPayPal.credentials(RecordedPayPal.SECRET)));
    }
}
