package com.plugipay.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.audit.Actor;
import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.db.Origin;
import com.plugipay.db.Statements;
import com.plugipay.db.Write;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Mode;
import com.plugipay.workspaces.Resource;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever reads events and goes on from the last has seen each once, however long some of them took to be written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventOrderTest {
    private static final int WRITERS = 6;
    private static final int WRITTEN_BY_EACH = 25;
    private static final int LIMIT = 7;

    private final DatabaseConfig config = TestDatabase.create();
    private final TestGateway gateway = TestGateway.start(config);
    private final Vertx vertx = nodesVertx();

    /** Another node, whose clock is not the same. */
    private final Database other = Database.connect(vertx, config);

    private record Thing(String id, String workspaceId, Mode mode) implements Resource {}

    private static Vertx nodesVertx() {
        Vertx vertx = Vertx.vertx();
        LocalCodec.register(vertx);
        return vertx;
    }

    @AfterAll
    void stop() {
        gateway.close();
        TestGateway.get(other.close());
        TestGateway.get(vertx.close());
    }

    @Test
    void readersSeeEachEventOnceWhileSlowAndFastOnesAreWrittenOnTwoNodes() {
        Api api = merchant();
        AtomicBoolean writing = new AtomicBoolean(true);
        CompletableFuture<List<String>> byCursor =
                CompletableFuture.supplyAsync(() -> byCursor(api, "events", writing::get));
        CompletableFuture<List<String>> audited =
                CompletableFuture.supplyAsync(() -> byCursor(api, "audit-log", writing::get));
        CompletableFuture<List<String>> byTime = CompletableFuture.supplyAsync(() -> byTime(api, writing::get));

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
    void anEventThatWaitedIsLaterThanThoseThatWereCommittedMeanwhile() throws Exception {
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
    void nobodyReadsPastWhatATransactionByHandHasNotCommitted() throws Exception {
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
    void aTransactionThatWritesNoEventsHoldsBackNobody() throws Exception {
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

    @Test
    void idsRiseWithEachWriteAndWithinOne() {
        Api api = merchant();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Statements node = i % 2 == 0 ? gateway.gateway().database() : other;
            TestGateway.get(write(api, i, 0).run(node));
            ids.add(api.get("/v1/events?limit=1").data().path(0).path("id").asText());
        }
        assertThat(ids).doesNotHaveDuplicates().isSorted().allMatch(id -> id.matches("evt_[0-9A-HJKMNP-TV-Z]{26}"));

        String payment = api.post("/v1/payments", """
                {"amount":50000,"currency":"IDR","method":"bank_transfer"}""").expect(201).id();
        api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
        String last = ids.getLast();
        api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"manual\":true}")
                .expect(201);
        assertThat(api.get("/v1/events?order=asc&limit=100")
                        .data()
                        .valueStream()
                        .filter(event -> event.path("id").asText().compareTo(last) > 0)
                        .map(event -> event.path("type").asText()))
                .containsExactly(
                        "payment.pending",
                        "payment.updated",
                        "payment.succeeded",
                        "refund.created",
                        "refund.succeeded",
                        "payment.refunded");
    }

    @Test
    void aPayloadTellsTheIdAndTheTimeOfItsRow() {
        Api api = merchant();
        api.post("/v1/customers", "{\"name\":\"evt_00000000000000000000000000 1970-01-01T00:00:00.000Z\"}")
                .expect(201);
        api.post("/v1/events/trigger", "{\"type\":\"invoice.paid\",\"aggregateId\":\"inv_1\"}")
                .expect(201);
        List<String> wrong = TestGateway.get(gateway.gateway()
                .database()
                .many("""
                                select payload from events
                                 where workspace_id = $1 and (
                                       payload::json ->> 'id' <> id or (payload::json ->> 'createdAt')::timestamptz <> created_at
                                    or payload::json ->> 'type' <> type or payload::json ->> 'workspaceId' <> workspace_id)""", Tuple.of(tenant(api).workspaceId()), row -> row.getString("payload")));
        assertThat(wrong).isEmpty();
        assertThat(api.get("/v1/events").data()).hasSize(2);
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
        Database node = writer % 2 == 0 ? gateway.gateway().database() : other;
        for (int i = 0; i < WRITTEN_BY_EACH; i++) {
            double seconds = (i * 7 % 10) / 100.0;
            switch (writer % 3) {
                case 0 -> TestGateway.get(write(api, writer, 0).run(node));
                case 1 -> TestGateway.get(write(api, writer, seconds).run(node));
                default ->
                    TestGateway.get(node.transaction(transaction -> write(api, writer, 0)
                            .run(transaction)
                            .compose(written -> transaction.run("select pg_sleep($1)", Tuple.of(seconds)))));
            }
        }
    }

    private static Write write(Api api, int writer, double seconds) {
        Tenant tenant = tenant(api);
        Instant now = Instant.now().plus(Duration.ofMinutes(writer % 2 == 0 ? 3 : -3));
        Thing thing = new Thing("cus_" + writer, tenant.workspaceId(), tenant.mode());
        return Write.of(
                        Origin.worker(tenant, Actor.timer("test", "Test"), now),
                        "changed as (select $1::text, $2::text, $3::timestamptz, pg_sleep($4))",
                        seconds)
                .event(EventType.CUSTOMER_UPDATED, thing);
    }

    /** Follows cursors; a page that was not full is read again, and must then begin as it did. */
    private static List<String> byCursor(Api api, String list, BooleanSupplier goesOn) {
        List<String> seen = new ArrayList<>();
        List<String> page = List.of();
        String cursor = null;
        boolean isLast = false;
        while (!isLast) {
            isLast = !goesOn.getAsBoolean();
            boolean more = true;
            while (more) {
                Answer answer = api.get(
                        "/v1/" + list + "?order=asc&limit=" + LIMIT + (cursor == null ? "" : "&cursor=" + cursor));
                List<String> read = ids(answer.expect(200));
                assertThat(read.subList(0, page.size())).isEqualTo(page);
                page = read;
                more = answer.json().at("/meta/hasMore").asBoolean();
                if (more) {
                    cursor = answer.json().at("/meta/cursor").asText();
                    seen.addAll(page);
                    page = List.of();
                }
            }
        }
        seen.addAll(page);
        return seen;
    }

    /** Asks for what occurred since the last event that it saw. */
    private static List<String> byTime(Api api, BooleanSupplier goesOn) {
        List<String> seen = new ArrayList<>();
        String last = "2026-01-01T00:00:00Z";
        boolean isLast = false;
        while (!isLast) {
            isLast = !goesOn.getAsBoolean();
            boolean more = true;
            while (more) {
                JsonNode events = api.get("/v1/events?order=asc&limit=" + LIMIT + "&occurredAfter="
                                + URLEncoder.encode(last, StandardCharsets.UTF_8))
                        .expect(200)
                        .data();
                int known = seen.size();
                for (JsonNode event : events) {
                    if (!seen.contains(event.path("id").asText())) {
                        seen.add(event.path("id").asText());
                        last = event.path("createdAt").asText();
                    }
                }
                more = seen.size() > known;
            }
        }
        return seen;
    }

    private static List<String> ids(Answer answer) {
        return answer.data()
                .valueStream()
                .map(event -> event.path("id").asText())
                .toList();
    }
}
