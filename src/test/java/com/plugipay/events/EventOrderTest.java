package com.plugipay.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.model.Tenant;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.SecondNode;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A client that continues reading after the last event gets each event once, however long some writes take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventOrderTest {
    private static final int WRITERS = 6;
    private static final int WRITTEN_BY_EACH = 25;

    private final DatabaseConfig config = TestDatabase.create();
    private final TestGateway gateway = TestGateway.start(config);
    private final SecondNode other = new SecondNode(config);

    @AfterAll
    void stop() {
        gateway.close();
        other.close();
    }

    @Test
    void readersSeeEachEventOnceWhileTwoNodesWriteSlowAndFastOnes() {
        Api api = merchant();
        AtomicBoolean writing = new AtomicBoolean(true);
        CompletableFuture<List<String>> byCursor =
                CompletableFuture.supplyAsync(() -> EventReaders.byCursor(api, "events", writing::get));
        CompletableFuture<List<String>> audited =
                CompletableFuture.supplyAsync(() -> EventReaders.byCursor(api, "audit-log", writing::get));
        CompletableFuture<List<String>> byTime =
                CompletableFuture.supplyAsync(() -> EventReaders.byTime(api, writing::get));

        List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(number -> CompletableFuture.runAsync(() -> write(api, number)))
                .toList();
        writers.forEach(CompletableFuture::join);
        writing.set(false);

        List<String> all = all(api, "events");
        assertThat(all).hasSize(WRITERS * WRITTEN_BY_EACH);
        assertThat(byCursor.join()).containsExactlyElementsOf(all);
        assertThat(byTime.join()).containsExactlyElementsOf(all);
        assertThat(audited.join()).containsExactlyElementsOf(all(api, "audit_log"));
    }

    private List<String> all(Api api, String table) {
        return TestGateway.get(gateway.gateway()
                .database()
                .many(
                        "select id from " + table + " where workspace_id = $1 and mode = $2 order by id",
                        Tuple.of(tenant(api).workspaceId(), tenant(api).mode().text()),
                        row -> row.getString("id")));
    }

    @Test
    void anEventThatWaitedForALockComesAfterThoseCommittedMeanwhile() throws Exception {
        Api api = merchant();
        String slow =
                api.post("/v1/customers", "{\"name\":\"Slow\"}").expect(201).id();
        CompletableFuture<Answer> waiting;
        String fast;
        try (HeldLock lock = HeldLock.onRow(config, "customers", slow)) {
            waiting = api.sendLater("PATCH", "/v1/customers/" + slow, "{\"name\":\"Slower\"}");
            lock.awaitWaiting(1);
            fast = api.post("/v1/customers", "{\"name\":\"Fast\"}").expect(201).id();
        }
        waiting.join().expect(200);

        List<JsonNode> events =
                api.get("/v1/events?order=asc").data().valueStream().toList();
        assertThat(events)
                .extracting(event -> event.at("/data/object/id").asText())
                .containsExactly(slow, fast, slow);
        assertThat(events).extracting(event -> event.path("createdAt").asText()).isSorted();
        List<JsonNode> audited =
                api.get("/v1/audit-log?order=asc").data().valueStream().toList();
        assertThat(audited).extracting(entry -> entry.path("objectId").asText()).containsSubsequence(slow, fast, slow);
        assertThat(audited)
                .extracting(entry -> entry.path("createdAt").asText())
                .isSorted();
    }

    @Test
    void noReaderPassesAnUncommittedEvent() throws Exception {
        Api api = merchant();
        String before =
                api.post("/v1/customers", "{\"name\":\"Before\"}").expect(201).id();
        String after;
        try (Connection hand = TestDatabase.open(config);
                Statement statement = hand.createStatement()) {
            hand.setAutoCommit(false);
            statement.execute("""
                    insert into events (workspace_id, mode, created_at, id, type, object_id, payload, fanned_out)
                    select workspace_id, mode, date_trunc('milliseconds', now.at), timed_id('evt', now.at, '00000000000000'),
                           type, 'cus_hand',
                           replace(replace(payload, id, timed_id('evt', now.at, '00000000000000')), object_id, 'cus_hand'), true
                      from events, (select clock_timestamp() as at offset 0) now where object_id = '%s'""".formatted(before));
            after = api.post("/v1/customers", "{\"name\":\"After\"}")
                    .expect(201)
                    .id();
            assertThat(objects(api)).containsExactly(before);
            hand.commit();
        }
        assertThat(objects(api)).containsExactly(before, "cus_hand", after);
    }

    @Test
    void aTransactionWithoutEventsDelaysNoReader() throws Exception {
        Api api = merchant();
        try (Connection backup = TestDatabase.open(config);
                Statement statement = backup.createStatement()) {
            backup.setAutoCommit(false);
            backup.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select count(*) from events");
            statement.execute("update workspaces set name = name where false");
            statement.execute("select pg_current_xact_id()");
            String customer = api.post("/v1/customers", "{}").expect(201).id();
            assertThat(objects(api)).containsExactly(customer);
            backup.rollback();
        }
    }

    private Api merchant() {
        return gateway.merchant();
    }

    private static Tenant tenant(Api api) {
        return api.key().apiKey().tenant();
    }

    private static List<String> objects(Api api) {
        return api.get("/v1/events?order=asc")
                .data()
                .valueStream()
                .map(event -> event.at("/data/object/id").asText())
                .toList();
    }

    /** Every third writer is slow before its event is stamped, every third between that and its commit. */
    private void write(Api api, int writer) {
        Database node = writer % 2 == 0 ? gateway.gateway().database() : other.database();
        for (int i = 0; i < WRITTEN_BY_EACH; i++) {
            double seconds = (i * 7 % 10) / 100.0;
            switch (writer % 3) {
                case 0 ->
                    TestGateway.get(SkewedWrites.by(writer, tenant(api), 0).run(node));
                case 1 ->
                    TestGateway.get(
                            SkewedWrites.by(writer, tenant(api), seconds).run(node));
                default ->
                    TestGateway.get(node.transaction(transaction -> SkewedWrites.by(writer, tenant(api), 0)
                            .run(transaction)
                            .compose(written -> transaction.run("select pg_sleep($1)", Tuple.of(seconds)))));
            }
        }
    }
}
