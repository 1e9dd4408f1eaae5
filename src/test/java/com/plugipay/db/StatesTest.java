package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.attempts.Attempt;
import com.plugipay.billing.clocks.TestClock;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.giftcards.GiftCard;
import com.plugipay.payments.Payment;
import com.plugipay.refunds.Refund;
import com.plugipay.support.Api;
import com.plugipay.support.DocumentedStates;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The documented state machines match the code; the database of every test enforces them. */
class StatesTest {

    @Test
    void exactlyTheStatesOfTheCodeAreDocumented() {
        Map<String, Set<String>> drawn = DocumentedStates.read();

        assertThat(drawn).hasSize(9);
        assertThat(states(drawn, "checkout_sessions")).isEqualTo(names(CheckoutSession.Status.values()));
        assertThat(states(drawn, "payments")).isEqualTo(names(Payment.Status.values()));
        assertThat(states(drawn, "payment_attempts")).isEqualTo(names(Attempt.Status.values()));
        assertThat(states(drawn, "subscriptions")).isEqualTo(names(Subscription.Status.values()));
        assertThat(states(drawn, "test_clocks")).isEqualTo(names(TestClock.Status.values()));
        assertThat(states(drawn, "invoices")).isEqualTo(names(Invoice.Status.values()));
        assertThat(states(drawn, "refunds")).isEqualTo(names(Refund.Status.values()));
        assertThat(states(drawn, "gift_cards")).isEqualTo(names(GiftCard.Status.values()));
        assertThat(states(drawn, "webhook_deliveries")).isEqualTo(names(DeliveryStatus.values()));
    }

    @Test
    void aChangeThatIsNotDocumentedFails() {
        TestGateway gateway = TestGateway.shared();
        Api api = gateway.merchant();
        String id = api.post(
                        "/v1/checkout-sessions",
                        "{\"amount\":10000,\"currency\":\"IDR\",\"successUrl\":\"https://shop.example/ok\","
                                + "\"cancelUrl\":\"https://shop.example/back\"}")
                .expect(201)
                .id();
        api.post("/v1/checkout-sessions/" + id + "/cancel", "{}").expect(200);

        assertThatThrownBy(() -> TestGateway.get(gateway.gateway()
                        .database()
                        .run(
                                "update checkout_sessions set status = 'open', updated_at = now() + interval '1 hour'"
                                        + " where id = $1",
                                Tuple.of(id))))
                .hasMessageContaining("checkout_sessions: canceled --> open is not drawn");
    }

    private static Set<String> states(Map<String, Set<String>> drawn, String table) {
        Set<String> states = new TreeSet<>();
        drawn.getOrDefault(table, Set.of()).forEach(each -> states.addAll(Arrays.asList(each.split(" --> ", -1))));
        states.remove("[*]");
        return states;
    }

    private static Set<String> names(Enum<?>[] states) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(states).forEach(state -> names.add(state.name().toLowerCase(Locale.ROOT)));
        return names;
    }
}
