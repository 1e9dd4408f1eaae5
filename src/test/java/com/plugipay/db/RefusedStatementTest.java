package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens for each state with which the database refuses a statement. */
@ExtendWith(VertxExtension.class)
class RefusedStatementTest {
    /** Fails with that state for so many calls; a sequence counts them, as a rollback does not reset it. */
    private static final String REFUSE = """
            create function refuse(state text, most integer) returns bigint language plpgsql as $$
            declare
                calls bigint := nextval('calls');
            begin
                if calls <= most then
                    raise exception 'refused' using errcode = state;
                end if;
                return calls;
            end $$""";

    private final Database database;

    RefusedStatementTest(Vertx vertx) {
        database = Database.connect(vertx, TestDatabase.create(2));
    }

    @BeforeEach
    void prepare() {
        TestGateway.get(database.run("create sequence calls", Tuple.tuple()));
        TestGateway.get(database.run(REFUSE, Tuple.tuple()));
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void aRolledBackStatementIsRunAgain(String state) {
        assertThat(TestGateway.get(call(database, state, 1)).iterator().next().getLong(0))
                .isEqualTo(2);
        assertThat(TestGateway.get(database.transaction(transaction -> call(transaction, state, 3)))
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(4);
    }

    @Test
    void aProtocolViolationIsNotReportedAsUnavailable() {
        assertThatThrownBy(() -> TestGateway.get(call(database, "08P01", 1_000)))
                .hasRootCauseInstanceOf(PgException.class);
        assertThatThrownBy(() -> TestGateway.get(call(database, "08006", 1_000)))
                .hasMessageContaining("try again");
    }

    private static Future<RowSet<Row>> call(Statements statements, String state, int refused) {
        return statements.run("select refuse($1, $2)", Tuple.of(state, refused));
    }
}
