package com.plugipay.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A list by a state, type or provider that hardly any object has reads an index, and not all objects. */
class ListFilterTest {
    private static final DirectSql SQL = new DirectSql(TestDatabase.createPlain(1));

    private static final Map<String, String> TABLES = Map.of(
            "/checkout-sessions", "checkout_sessions",
            "/events", "events",
            "/gift-cards", "gift_cards",
            "/invoices", "invoices",
            "/payment-attempts", "payment_attempts",
            "/payments", "payments",
            "/receipts", "receipts",
            "/refunds", "refunds",
            "/subscriptions", "subscriptions",
            "/webhooks/deliveries", "webhook_deliveries");

    /** Lists that are never long, views, and other names of the same lists. */
    private static final Set<String> OTHERS = Set.of(
            "/api-keys",
            "/customers/{id}/payment-methods",
            "/plans",
            "/stuck",
            "/templates",
            "/webhook-endpoints/deliveries",
            "/webhook-endpoints/recoveries",
            "/webhooks/recoveries");

    /** What most objects are: their list reads the objects in order and soon has a page. */
    private static final Set<String> USUAL = Set.of(
            "checkout_sessions.status = 'complete'",
            "events.type = 'checkout_session.completed'",
            "events.type = 'payment.succeeded'",
            "gift_cards.status = 'active'",
            "invoices.status = 'paid'",
            "payment_attempts.status = 'succeeded'",
            "payments.status = 'succeeded'",
            "receipts.source_type = 'checkout_session'",
            "refunds.status = 'succeeded'",
            "subscriptions.status = 'active'",
            "webhook_deliveries.status = 'succeeded'",
            "webhook_deliveries.type = 'checkout_session.completed'",
            "webhook_deliveries.type = 'payment.succeeded'");

    @BeforeAll
    static void preferIndexes() {
        SQL.change("""
                do $$ begin execute format('alter database %I set enable_seqscan = off', current_database()); end $$""");
    }

    /** One more index would cost each payment more than this list is worth. */
    private static final String UNINDEXED = "payment_attempts.provider";

    /** All filters that have a list of values, as conditions in SQL. */
    static Stream<String> filters() {
        return Api.of(TestGateway.shared(), TestGateway.shared().workspace().test())
                .raw("GET", "/v1/openapi.json", new byte[0], Map.of())
                .json()
                .path("paths")
                .propertyStream()
                .filter(path -> !OTHERS.contains(path.getKey()))
                .filter(path -> hasPages(path.getValue().path("get")))
                .flatMap(path -> conditions(path.getKey(), path.getValue().path("get")))
                .filter(condition -> !USUAL.contains(condition) && !condition.startsWith(UNINDEXED));
    }

    private static boolean hasPages(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .anyMatch(each -> each.path("name").asText().equals("cursor"));
    }

    private static Stream<String> conditions(String path, JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(each -> !each.path("name").asText().equals("order"))
                .flatMap(each -> each.at("/schema/enum")
                        .valueStream()
                        .map(value -> "%s.%s = '%s'"
                                .formatted(TABLES.getOrDefault(path, path), column(each), value.asText())));
    }

    private static String column(JsonNode parameter) {
        return parameter.path("name").asText().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aListOfFewReadsAnIndex(String condition) {
        String table = condition.substring(0, condition.indexOf('.'));
        String plan = String.join("\n", SQL.texts("""
                explain select id from %s where workspace_id = 'ws' and mode = 'test' and %s""".formatted(table, condition)));

        // The index of the primary key would hold all that a workspace has.
        assertThat(plan).contains("Index").doesNotContain("_pkey");
    }
}
