package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PayPalTokensTest {
    private static final String TOKEN = "POST /sandbox/v1/oauth2/token";
    private static final String ORDER = "GET /sandbox/v2/checkout/orders/" + RecordedPayPal.ORDER;
    private static final String WEBHOOKS = "GET /sandbox/v1/notifications/webhooks";

    private final RecordedPayPal paypal = new RecordedPayPal().connected();

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void isRequestedOnceForConcurrentRequests() {
        ChargeReference charge = paypal.reference(Map.of());
        for (int i = 0; i < 20; i++) {
            paypal.on(ORDER, 200, RecordedPayPal.order("CREATED", ""));
        }
        RecordedPayPal.get(Future.all(IntStream.range(0, 20)
                .mapToObj(i -> paypal.provider.handle(new Command.QueryStatus(paypal.test, charge, false)))
                .toList()));

        assertThat(tokensAsked()).isEqualTo(1);
        assertThat(paypal.calls())
                .hasSize(20)
                .allSatisfy(
                        call -> assertThat(call.headers().get("Authorization")).isEqualTo("Bearer A21AA-first"));
        RecordedPayPal.RecordedRequest request = paypal.requests.getFirst();
        assertThat(request.body().toString()).isEqualTo("grant_type=client_credentials");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.headers().get("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder()
                                .encodeToString((RecordedPayPal.CLIENT_ID + ":" + RecordedPayPal.SECRET)
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isRenewedAtFourFifthsOfItsLife() {
        query();
        // Nine hours are 540 minutes, four fifths of them 432.
        paypal.clock.advance(Duration.ofMinutes(431));
        query();
        assertThat(tokensAsked()).isEqualTo(1);

        paypal.clock.advance(Duration.ofMinutes(1));
        query();
        assertThat(tokensAsked()).isEqualTo(2);
    }

    @Test
    void isRequestedAgainOnceWhenItIsRefused() {
        paypal.on(TOKEN, 200, RecordedPayPal.token("A21AA-old"));
        paypal.on(TOKEN, 200, RecordedPayPal.token("A21AA-new"));
        paypal.on(ORDER, 401, "{'error':'invalid_token','error_description':'Token signature verification failed'}");
        assertThat(query()).isInstanceOf(Outcome.Pending.class);
        assertThat(paypal.calls())
                .extracting(call -> call.headers().get("Authorization"))
                .containsExactly("Bearer A21AA-old", "Bearer A21AA-new");

        paypal.on(ORDER, 401, "{}").on(ORDER, 401, "{}");
        assertThat(paypal.ask(new Command.QueryStatus(paypal.test, paypal.reference(Map.of()), false)))
                .isEqualTo(new Outcome.Unknown("authentication_failed: PayPal refuses the access token."));
        assertThat(tokensAsked()).isEqualTo(3);
    }

    @Test
    void isNotGivenToAnotherSecret() {
        paypal.on(WEBHOOKS, 200, "{'webhooks':[]}");
        paypal.ask(new Command.Probe(paypal.test, RecordedPayPal.credentials("former-secret")));
        paypal.on(TOKEN, 401, "{'error':'invalid_client','error_description':'Client Authentication failed'}");

        assertThat(paypal.ask(new Command.Probe(paypal.test, RecordedPayPal.credentials("wrong-secret"))))
                .isEqualTo(new Outcome.Rejected("invalid_client", "Client Authentication failed"));
    }

    @Test
    void refusalsAndOutagesAreNotRemembered() {
        paypal.on(TOKEN, 401, "{'error':'invalid_client'}")
                .on(TOKEN, 503, "")
                .on(TOKEN, 200, "{'access_token':'a\\nb'}");
        assertThat(paypal.ask(paypal.charge(1000, "USD")))
                .isEqualTo(new Outcome.Rejected("invalid_client", "PayPal refuses the client id and secret."));
        assertThat(paypal.ask(paypal.charge(1000, "USD")))
                .isEqualTo(new Outcome.NotDone("provider_unreachable", "PayPal could not be reached.", null));
        assertThat(paypal.ask(paypal.charge(1000, "USD"))).isInstanceOf(Outcome.NotDone.class);
        assertThat(paypal.calls()).isEmpty();
        assertThat(query()).isInstanceOf(Outcome.Pending.class);
    }

    private Outcome query() {
        paypal.on(ORDER, 200, RecordedPayPal.order("CREATED", ""));
        return paypal.ask(new Command.QueryStatus(paypal.test, paypal.reference(Map.of()), false));
    }

    private long tokensAsked() {
        return paypal.requests.stream()
                .filter(each -> each.what().equals(TOKEN))
                .count();
    }
}
