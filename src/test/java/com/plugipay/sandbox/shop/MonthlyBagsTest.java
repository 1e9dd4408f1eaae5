package com.plugipay.sandbox.shop;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Webhooks come in any order, more than once, and about others. */
class MonthlyBagsTest {
    private final MonthlyBags bags = new MonthlyBags();

    @Test
    void theNewestStateOfTheSubscriptionIsKept() {
        keep();
        apply("checkout_session.completed", json("paymentTokenId", "pt_1"), 1);
        assertThat(bag().canBeSubscribed()).isTrue();
        apply("subscription.renewed", subscription("active"), 3);
        apply("subscription.created", subscription("trialing"), 2);
        assertThat(bag().status()).isEqualTo("active");
        assertThat(bag().canBeSubscribed()).isFalse();
        apply("subscription.past_due", subscription("past_due"), 4);
        assertThat(bag().status()).isEqualTo("past_due");
    }

    @Test
    void invoicesAreKeptByTheirIdsTheNewestFirst() {
        keep();
        apply("invoice.paid", invoice("inv_2", "paid", 20), 25);
        apply("invoice.paid", invoice("inv_1", "paid", 10), 15);
        apply("invoice.finalized", invoice("inv_2", "open", 20), 20);
        apply("invoice.finalized", invoice("inv_3", "open", 30), 30);
        assertThat(bag().invoices())
                .extracting(invoice -> invoice.getString("id") + ' ' + invoice.getString("status"))
                .containsExactly("inv_3 open", "inv_2 paid", "inv_1 paid");
        assertThat(bag().unpaid()).isNotNull();
    }

    @Test
    void aSessionThatEndsChangesNothingOnceAMethodIsStored() {
        keep();
        apply("checkout_session.expired", json(), 1);
        assertThat(bag().status()).isEqualTo("abandoned");
        apply("checkout_session.completed", json("paymentTokenId", "pt_1"), 2);
        apply("checkout_session.expired", json(), 3);
        apply("checkout_session.completed", json("paymentTokenId", "pt_2"), 4);
        assertThat(bag().status()).isEqualTo("starting");
        assertThat(bag().paymentTokenId()).isEqualTo("pt_1");
    }

    @Test
    void whatIsAboutNobodyHereChangesNothing() {
        keep();
        assertThat(bags.apply(event("subscription.created", subscription("active"), "cus_2", 1)))
                .isEmpty();
        assertThat(bags.apply(event("payment.succeeded", json(), null, 1))).isEmpty();
        assertThat(bags.apply(event("payment.succeeded", json(), "cus_1", 1))).isEmpty();
        assertThat(bag().status()).isEqualTo("undecided");
    }

    private void keep() {
        bags.keep(new MonthlyBag(
                "bag-1", "KM-101", "clock_1", "cus_1", "http://localhost/c/1", null, false, null, List.of(), null));
    }

    private MonthlyBag bag() {
        return bags.find("bag-1").orElseThrow();
    }

    private void apply(String type, JsonObject object, int second) {
        bags.apply(event(type, object, "cus_1", second));
    }

    private static JsonObject subscription(String status) {
        return json("id", "sub_1", "status", status);
    }

    private static JsonObject invoice(String id, String status, int createdAt) {
        return json(
                "id",
                id,
                "status",
                status,
                "createdAt",
                Instant.ofEpochSecond(createdAt).toString());
    }

    private static ReceivedEvent event(String type, JsonObject object, @Nullable String customer, int second) {
        Instant at = Instant.ofEpochSecond(second);
        JsonObject about = object.copy().put("customerId", customer).put("updatedAt", at.toString());
        String body = json("id", "evt_" + type + second, "type", type, "data", json("object", about))
                .encode();
        return new ReceivedEvent("evt_" + type + second, type, at, body, 1);
    }
}
