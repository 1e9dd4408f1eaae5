package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements of all requests of an event loop that share one connection, and know nothing of each other. */
@ExtendWith(VertxExtension.class)
class PointQueriesTest {
    private static final int AT_ONCE = 500;
    private static final String SAME = "select $1::integer as same";

    private final Vertx vertx;
    private final Database database;
    private final Statements queries;

    PointQueriesTest(Vertx vertx) {
        this.vertx = vertx;
        this.database = Database.connect(vertx, TestDatabase.createEmpty(2));
        this.queries = database.pointQueries();
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void eachGetsItsOwnAnswerAlthoughOthersFail() {
        List<Future<Optional<Integer>>> all = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> i % 5 == 0
                        ? queries.one("select 1 / $1::integer as same", Tuple.of(0), row -> row.getInteger("same"))
                        : queries.one(SAME, Tuple.of(i), row -> row.getInteger("same")))
                .toList();
        TestGateway.get(Future.join(all).otherwiseEmpty());
        for (int i = 0; i < AT_ONCE; i++) {
            if (i % 5 == 0) {
                assertThat(all.get(i).cause()).isInstanceOf(PgException.class);
            } else {
                assertThat(all.get(i).result()).contains(i);
            }
        }
    }

    @Test
    void theAnswerArrivesInTheContextOfTheRequest() {
        ContextInternal loop = (ContextInternal) vertx.getOrCreateContext();
        List<Future<Boolean>> arrivedOn = IntStream.range(0, 20)
                .mapToObj(i -> {
                    Promise<Context> arrived = Promise.promise();
                    ContextInternal request = loop.duplicate();
                    request.runOnContext(now -> queries.run(SAME, Tuple.of(i))
                            .map(rows -> Vertx.currentContext())
                            .onComplete(arrived));
                    return arrived.future().map(context -> request.equals(context));
                })
                .toList();
        TestGateway.get(Future.all(arrivedOn));
        assertThat(arrivedOn).allSatisfy(arrived -> assertThat(arrived.result()).isTrue());
    }

    @Test
    void anotherConnectionIsMadeWhenTheServerHasEndedOne() {
        Context loop = vertx.getOrCreateContext();
        int before = process(loop);
        assertThat(process(loop)).isEqualTo(before);
        assertThatThrownBy(() -> TestGateway.get(on(loop, "select pg_terminate_backend(pg_backend_pid())")))
                .rootCause()
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.errorCode()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(process(loop)).isNotEqualTo(before);
    }

    @Test
    void allConnectionsHaveTheSameSettings() {
        for (Statements statements : List.of(queries, database)) {
            ConnectionPool.SETTINGS.forEach((name, value) -> assertThat(TestGateway.get(statements.one(
                            "select current_setting($1) as value", Tuple.of(name), row -> row.getString("value"))))
                    .contains(value));
        }
    }

    private int process(Context loop) {
        return TestGateway.get(on(loop, "select pg_backend_pid() as result"));
    }

    private Future<Integer> on(Context loop, String sql) {
        Promise<Integer> result = Promise.promise();
        loop.runOnContext(now -> queries.one(sql, Tuple.tuple(), row -> row.getInteger("result"))
                .map(Optional::orElseThrow)
                .onComplete(result));
        return result.future();
    }
}
