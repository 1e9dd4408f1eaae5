package com.plugipay.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.attempts.AttemptStore;
import com.plugipay.callbacks.CallbackModule;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node keeps its claims while it runs, and the database knows which starts of nodes are running. */
@ExtendWith(VertxExtension.class)
class NodeStartTest {
    private static final List<Claimable> CLAIMED = List.of(AttemptStore.DUE, CallbackModule.CLAIMED);

    private static final String STARTS = "select number from node_starts order by number";
    private static final String LOCKED = """
            select objid::integer as number from pg_locks
             where locktype = 'advisory' and granted
               and database = (select oid from pg_database where datname = current_database())
             order by objid""";

    private static final String HOLDING_BACK_VACUUM = """
            select a.pid as number from pg_stat_activity a join pg_locks l on l.pid = a.pid
             where l.locktype = 'advisory' and (a.backend_xmin is not null or a.backend_xid is not null)
               and l.database = (select oid from pg_database where datname = current_database())""";

    private static final String CUT = """
            select pg_terminate_backend(pid) from pg_locks
             where locktype = 'advisory' and objid::bigint = $1::integer
               and database = (select oid from pg_database where datname = current_database())""";

    private final DatabaseConfig config = TestDatabase.create(1);
    private final Database database;

    NodeStartTest(Vertx vertx) {
        database = Database.connect(vertx, config);
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void aGatewayWithOneConnectionStartsAndServes() {
        TestGateway.get(database.run("insert into node_starts values (0, $1, now())", Tuple.of("somebody else")));
        TestGateway.get(database.run(
                "insert into node_starts values (-1, $1, now() - interval '2 days')", Tuple.of("long gone")));

        try (TestGateway gateway = TestGateway.start(config)) {
            Api api = gateway.merchant();
            api.post("/v1/customers", "{\"name\":\"Sri\"}").expect(201);
            assertThat(api.get("/v1/events").expect(200).data()).hasSize(1);
            assertThat(numbers(STARTS)).hasSize(2).contains(0).doesNotContain(-1);
        }
        assertThat(numbers(STARTS)).containsExactly(0);
    }

    @Test
    void theLockOfANodeDoesNotBlockVacuum() {
        Claims node = claims();
        TestGateway.get(node.begin(CLAIMED));

        assertThat(numbers(LOCKED)).containsExactly(node.number());
        assertThat(numbers(HOLDING_BACK_VACUUM)).isEmpty();
        TestGateway.get(node.end());
    }

    @Test
    void aNodeThatHasLostItsLockRegistersAgain() {
        Claims node = claims();
        TestGateway.get(node.begin(CLAIMED));
        TestGateway.get(database.run(CUT, Tuple.of(node.number())));
        Claims second = claims();
        TestGateway.get(second.begin(CLAIMED));

        await().untilAsserted(() -> {
            assertThat(numbers(LOCKED)).containsExactly(node.number(), second.number());
            assertThat(numbers(STARTS)).containsExactly(node.number(), second.number());
        });

        Claims third = claims();
        TestGateway.get(third.begin(CLAIMED));
        assertThat(numbers(STARTS)).containsExactly(node.number(), second.number(), third.number());
        TestGateway.get(node.end());
        TestGateway.get(second.end());
        TestGateway.get(third.end());
        assertThat(numbers(STARTS)).isEmpty();
        await().untilAsserted(() -> assertThat(numbers(LOCKED)).isEmpty());
    }

    private Claims claims() {
        return new Claims(database, "one", InstantSource.system());
    }

    private List<Integer> numbers(String sql) {
        return TestGateway.get(database.many(sql, Tuple.tuple(), row -> row.getInteger("number")));
    }
}
