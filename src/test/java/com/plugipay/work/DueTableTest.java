package com.plugipay.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.billing.clocks.TestClockStore;
import com.plugipay.billing.subscriptions.SubscriptionStore;
import com.plugipay.callbacks.CallbackModule;
import com.plugipay.db.Database;
import com.plugipay.db.Values;
import com.plugipay.refunds.RefundStore;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.WebhookModule;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The result of a row is written without reading the other rows of its merchant. */
@ExtendWith(VertxExtension.class)
class DueTableTest {
    private static final String PRIMARY_KEY = """
            select a.attname from pg_index i
              join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
             where i.indrelid = $1::text::regclass and i.indisprimary""";

    private final Database database;

    DueTableTest(Vertx vertx) {
        database = Database.connect(vertx, TestDatabase.create());
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void rowsAreFoundByTheirWholeKeysEvenWithoutStatistics() {
        List<DueTable> tables = Stream.concat(
                        Stream.of(
                                AttemptStore.DUE,
                                RefundStore.DUE,
                                CallbackModule.CLAIMED,
                                SubscriptionStore.DUE,
                                TestClockStore.DUE),
                        WebhookModule.CLAIMED.stream())
                .filter(DueTable.class::isInstance)
                .map(DueTable.class::cast)
                .toList();
        assertThat(tables).hasSize(6);

        for (DueTable table : tables) {
            JsonObject search = Objects.requireNonNull(search(plan(table)));
            List<String> key = TestGateway.get(database.many(
                    PRIMARY_KEY, Tuple.of(search.getString("Relation Name")), row -> row.getString("attname")));
            assertThat(key)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(column -> assertThat(search.getString("Index Cond"))
                            .as(search.encodePrettily())
                            .containsPattern("\\b" + column + " = "));
        }
    }

    private JsonObject plan(DueTable table) {
        Values values = Values.none()
                .and("workspaces", new String[0])
                .and("modes", new String[0])
                .and("keys", new String[0])
                .and("tries", new Integer[0])
                .and("leases", new OffsetDateTime[0])
                .and("node", 1)
                .and("due_at", Instant.now())
                .and("error", null)
                .and("added_tries", 0)
                .and("done_at", null)
                .and("provider", "xendit");
        return TestGateway.get(database.one(
                        "explain (format json) " + table.end().sql(),
                        table.end().parameters(values),
                        row -> (JsonArray) row.getValue(0)))
                .orElseThrow()
                .getJsonObject(0)
                .getJsonObject("Plan");
    }

    /** Returns the node of the plan that searches the row. */
    private static @Nullable JsonObject search(JsonObject plan) {
        if ("x".equals(plan.getString("Alias"))) {
            return plan;
        }
        return plan.getJsonArray("Plans", new JsonArray()).stream()
                .map(each -> search((JsonObject) each))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
