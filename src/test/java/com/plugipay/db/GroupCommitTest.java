package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements that are committed together have the same results as if each were committed alone. */
@ExtendWith(VertxExtension.class)
class GroupCommitTest {
    private static final int STATEMENTS = 200;
    /** How many groups are written at once. */
    private static final int WRITERS = 4;

    private static final String INSERT = "insert into things (id) values ($1) returning id";

    private final DatabaseConfig config = TestDatabase.create(8);
    private final Database database;
    private final GroupCommit group;

    GroupCommitTest(Vertx vertx) {
        database = Database.connect(vertx, config);
        group = new GroupCommit(database);
    }

    @BeforeEach
    void createTable() {
        TestGateway.get(database.run("create table things (id integer primary key)", Tuple.tuple()));
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void manyStatementsAreCommittedByFewCommits() throws SQLException {
        List<Future<RowSet<Row>>> answers = new ArrayList<>();
        // Statements that arrive while all writers wait are committed together afterwards.
        try (HeldLock lock = HeldLock.onTable(config, "things")) {
            answers.addAll(insert(0, WRITERS));
            lock.awaitWaiting(WRITERS);
            answers.addAll(insert(WRITERS, STATEMENTS));
        }

        TestGateway.get(Future.all(answers));

        for (int i = 0; i < STATEMENTS; i++) {
            assertThat(answers.get(i).result().iterator().next().getInteger(0)).isEqualTo(i);
        }
        assertThat(number("select count(*) from things")).isEqualTo(STATEMENTS);
        assertThat(number("select count(distinct xmin::text) from things")).isLessThan(STATEMENTS / 4);
    }

    @Test
    void aStatementThatIsRefusedFailsAlone() {
        TestGateway.get(group.run(INSERT, Tuple.of(7)));

        List<Future<RowSet<Row>>> answers = insert(0, STATEMENTS);

        TestGateway.get(Future.join(answers).otherwiseEmpty());
        for (int i = 0; i < STATEMENTS; i++) {
            assertThat(answers.get(i).failed()).as("statement " + i).isEqualTo(i == 7);
        }
        assertThat(answers.get(7).cause()).isInstanceOf(PgException.class);
        assertThat(number("select count(*) from things")).isEqualTo(STATEMENTS);
    }

    @Test
    void aStatementThatWaitsForALockDelaysNoOther() throws SQLException {
        List<Future<RowSet<Row>>> answers;
        try (Connection holder = TestDatabase.open(config);
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("insert into things (id) values (7)");
            answers = insert(0, STATEMENTS);

            IntStream.range(0, STATEMENTS).filter(i -> i != 7).forEach(i -> TestGateway.get(answers.get(i)));

            assertThat(answers.get(7).isComplete()).isFalse();
            holder.rollback();
        }
        TestGateway.get(answers.get(7));
    }

    private List<Future<RowSet<Row>>> insert(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(i -> group.run(INSERT, Tuple.of(i)))
                .toList();
    }

    private long number(String sql) {
        return TestGateway.get(database.run(sql, Tuple.tuple()))
                .iterator()
                .next()
                .getLong(0);
    }
}
