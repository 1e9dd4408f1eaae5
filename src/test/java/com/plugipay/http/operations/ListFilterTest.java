package com.plugipay.http.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A list by a state, type or provider that hardly any object has reads an index, and not all objects. */
class ListFilterTest {
    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("/checkout-sessions", "checkout_sessions"),
            Map.entry("/events", "events"),
            Map.entry("/invoices", "invoices"),
            Map.entry("/payment-attempts", "payment_attempts"),
            Map.entry("/payments", "payments"),
            Map.entry("/refunds", "refunds"),
            Map.entry("/subscriptions", "subscriptions"),
            Map.entry("/webhook-deliveries", "webhook_deliveries"));

    /** These are never many in a workspace, or have not all of them in one list. */
    private static final Set<String> SHORT = Set.of();

    /** What most objects are: their list reads the objects in order and soon has a page. */
    private static final Set<String> USUAL = Set.of(
            "payments.status succeeded",
            "checkout_sessions.status complete",
            "payment_attempts.status succeeded",
            "refunds.status succeeded",
            "invoices.status paid",
            "subscriptions.status active",
            "payment_methods.status active",
            "webhook_deliveries.status succeeded",
            "events.type payment.succeeded",
            "events.type checkout_session.completed",
            "webhook_deliveries.type payment.succeeded",
            "webhook_deliveries.type checkout_session.completed");

    private static final DatabaseConfig DATABASE = TestDatabase.createPlain(1);

    static Stream<String> filters() {
        JsonNode paths = Api.of(
                        TestGateway.shared(), TestGateway.shared().workspace().test())
                .raw("GET", "/v1/openapi.json", new byte[0], Map.of())
                .json()
                .path("paths");
        List<String> all = new ArrayList<>();
        paths.propertyStream()
                .forEach(path -> path.getValue()
                        .at("/get/parameters")
                        .forEach(parameter -> parameter
                                .at("/schema/enum")
                                .forEach(value -> all.add(path.getKey()
                                        + ' '
                                        + parameter.path("name").asText()
                                        + ' '
                                        + value.asText()))));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aListOfFewReadsAnIndex(String filter) throws Exception {
        System.out.println("FILTER " + filter);
    }
}
