package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements that wait for each other all end. */
@ExtendWith(VertxExtension.class)
class DeadlockTest {
    private static final String UP = "select count(pg_advisory_xact_lock(n)) from generate_series(1, 500) n";
    private static final String DOWN = "select count(pg_advisory_xact_lock(n)) from generate_series(500, 1, -1) n";
    private static final String DEADLOCKS = """
            select deadlocks from pg_stat_database where datname = current_database()""";

    private final Database database;

    DeadlockTest(Vertx vertx) {
        database = Database.connect(vertx, TestDatabase.create(4));
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void aStatementThatADeadlockHasEndedIsRunAgain() {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            List<Future<RowSet<Row>>> all = new ArrayList<>();
            all.add(database.run(UP, Tuple.tuple()));
            all.add(database.run(DOWN, Tuple.tuple()));
            all.forEach(
                    each -> assertThat(TestGateway.get(each).iterator().next().getLong(0))
                            .isEqualTo(500));
            return TestGateway.get(database.one(DEADLOCKS, Tuple.tuple(), row -> row.getLong(0)))
                            .orElseThrow()
                    > 0;
        });
    }
}
