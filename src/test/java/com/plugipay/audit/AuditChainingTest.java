package com.plugipay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.audit.AuditVerification.Reason;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.support.DirectSql;
import com.plugipay.support.HeldLock;
import com.plugipay.support.SecondNode;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The chains of many workspaces are complete and have one end, whoever chains and whatever ends meanwhile. */
class AuditChainingTest {
    private static final Tenant FIRST = new Tenant("ws_1", Mode.LIVE);
    private static final Tenant SECOND = new Tenant("ws_1", Mode.TEST);
    private static final Tenant THIRD = new Tenant("ws_2", Mode.LIVE);
    private static final int HOUR = 3_600;

    private static final String KILL = """
            select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'""";

    private final DatabaseConfig config = TestDatabase.create();
    private final DirectSql sql = new DirectSql(config);
    private final WrittenEntries entries = new WrittenEntries(config);
    private final SecondNode node = new SecondNode(config);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void twoNodesMakeOneChainOfEach() {
        try (TestGateway gateway = TestGateway.start(config);
                TestGateway beside = gateway.startBeside()) {
            for (int part = 3; part > 0; part--) {
                int secondsAgo = part * HOUR;
                entries.write(FIRST, 1_500, secondsAgo);
                entries.write(SECOND, 200, secondsAgo);
                entries.write(THIRD, 1, secondsAgo);
                List.of(FIRST, SECOND, THIRD).forEach(entries::awaitChained);
            }
            assertThat(beside.gateway().database().statements()).isPositive();
        }
        requireWhole(FIRST, 4_500);
        requireWhole(SECOND, 600);
        requireWhole(THIRD, 3);
    }

    @Test
    void concurrentRoundsOfManyNodesExtendAChainOnce() {
        entries.write(FIRST, 3_000, HOUR);
        entries.write(THIRD, 3_000, HOUR);
        List<CompletableFuture<Void>> nodes = IntStream.range(0, 6)
                .mapToObj(number -> CompletableFuture.runAsync(() -> {
                    AuditChaining chaining = new AuditChaining(node.database());
                    for (int round = 0; round < 8; round++) {
                        TestGateway.get(chaining.round(Instant.now()));
                    }
                }))
                .toList();
        nodes.forEach(CompletableFuture::join);
        requireWhole(FIRST, 3_000);
        requireWhole(THIRD, 3_000);
    }

    @Test
    void aNodeThatIsKilledWhileItChainsLeavesNothingHalfDone() throws Exception {
        entries.write(FIRST, 2_500, HOUR);
        AuditChaining killed = new AuditChaining(node.database());
        assertThat(TestGateway.get(killed.round(Instant.now())))
                .as("more waits")
                .isTrue();
        try (HeldLock lock = HeldLock.onTable(config, "audit_chain")) {
            var round = killed.round(Instant.now());
            lock.awaitWaiting(1);
            assertThat(sql.rows(KILL)).isNotEmpty();
            assertThat(round.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
        }
        assertThat(sql.number("select count(*) from audit_chain")).isEqualTo(1_000);
        requireWhole(FIRST, 1_000);

        try (TestGateway gateway = TestGateway.start(config)) {
            entries.awaitChained(FIRST);
            assertThat(gateway.gateway().database().statements()).isPositive();
        }
        requireWhole(FIRST, 2_500);
    }

    /** All work of a node looks at the same moment, second for second: a chain that waited for it would never be extended. */
    @Test
    void theNodesOwnWorkPutsNoChainOff() {
        entries.write(FIRST, 10, HOUR);
        for (int i = 0; i < 100; i++) {
            node.database().run("select pg_sleep(0.01)", Tuple.tuple());
        }
        assertThat(node.database().isCrowded()).isTrue();
        TestGateway.get(new AuditChaining(node.database()).round(Instant.now()));
        requireWhole(FIRST, 10);
    }

    @Test
    void workspacesBeyondTheFirstThousandHaveTheirTurn() {
        sql.change("""
                insert into audit_log (workspace_id, mode, id, actor_type, actor_id, actor_label, action, object_type,
                    object_id, details, created_at)
                select 'ws_' || lpad(n::text, 5, '0'), 'test', 'aud_0', 'system', 'test', 'Test', 'a.b', 'a', 'a_1', '{}',
                       now() from generate_series(1, 2500) n""");
        AuditChaining chaining = new AuditChaining(node.database());
        for (int round = 0; round < 8; round++) {
            TestGateway.get(chaining.round(Instant.now()));
        }
        assertThat(sql.number("select count(*) from audit_chain")).isEqualTo(2_500);
        assertThat(sql.number("select count(distinct hash) from audit_chain")).isEqualTo(2_500);
    }

    @Test
    void timeEndsAVerificationThatGoesOnWhereItWas() {
        entries.write(FIRST, 50, HOUR);
        TestGateway.get(new AuditChaining(node.database()).round(Instant.now()));
        sql.change("delete from audit_log where id = ?", entries.ids(FIRST).get(44));
        AuditVerifier hurried = new AuditVerifier(node.database(), Duration.ZERO, 10);
        AuditVerification part = TestGateway.get(hurried.verify(FIRST, null, null));
        for (int number = 1; number <= 4; number++) {
            assertThat(part.complete()).isFalse();
            assertThat(part.verified()).isEqualTo(10);
            assertThat(part.firstBroken()).isNull();
            part = TestGateway.get(hurried.verify(FIRST, part.lastId(), null));
        }
        assertThat(part.complete()).isTrue();
        assertThat(part.verified()).isEqualTo(4);
        assertThat(part.firstBroken())
                .extracting(AuditVerification.Broken::reason)
                .isEqualTo(Reason.MISSING);
    }

    private void requireWhole(Tenant tenant, int links) {
        AuditVerification found = TestGateway.get(new AuditVerifier(node.database()).verify(tenant, null, null));
        assertThat(found.firstBroken()).as(found.toString()).isNull();
        assertThat(found.verified()).as(found.toString()).isEqualTo(links);
        assertThat(sql.number(
                        "select count(*) from audit_chain where workspace_id = ? and mode = ?",
                        tenant.workspaceId(),
                        tenant.mode().text()))
                .isEqualTo(links);
    }
}
