package com.plugipay.db;

import static com.plugipay.support.TestGateway.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.errors.ErrorCode;
import com.plugipay.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that neither answers nor closes its connections, as one whose machine has vanished: it keeps no places. */
@ExtendWith(VertxExtension.class)
class SilentDatabaseTest {
    private static final int PLACES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Far less than a kernel waits for a machine that has vanished. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final DatabaseConfig direct = TestDatabase.createEmpty(PLACES);
    private final SilentProxy proxy = new SilentProxy(URI.create(direct.url()).getPort());
    private final Database database;

    SilentDatabaseTest(Vertx vertx) throws IOException {
        database = Database.connect(vertx, behindProxy(), LIMIT);
    }

    private DatabaseConfig behindProxy() {
        String port = ":" + URI.create(direct.url()).getPort() + "/";
        return new DatabaseConfig(direct.url().replace(port, ":" + proxy.port() + "/"), PLACES, true, 0);
    }

    @BeforeEach
    void useAllPlaces() {
        awaitAllPlaces();
    }

    @AfterEach
    void close() throws IOException {
        get(database.close());
        proxy.close();
    }

    @Test
    void statementsKeepTheirPlacesNoLongerThanTheLimit() {
        proxy.silence();
        requireUnavailable(() -> database.run("select 1", Tuple.tuple()));
        requireAllClosed();
        proxy.forwardNewConnections();
        awaitAllPlaces();
    }

    @Test
    void norDoTransactions() {
        proxy.silence();
        requireUnavailable(() -> database.transaction(transaction -> transaction.run("select 1", Tuple.tuple())));
        requireAllClosed();
        proxy.forwardNewConnections();
        awaitAllPlaces();
    }

    @Test
    void norDoPointQueriesWhoseConnectionOthersNeed() {
        Tuple none = Tuple.tuple();
        get(database.pointQueries().run("select 1", none));
        proxy.silence();
        requireUnavailable(() -> database.pointQueries().run("select 1", none));
        proxy.forwardNewConnections();
        await().ignoreExceptions()
                .until(() -> get(database.pointQueries().run("select 1", none)).size() == 1);
    }

    @Test
    void norDoConnectionsThatAreNotEstablished() {
        proxy.silence();
        // The first of these lose the connections that there were, the next ones wait for new ones.
        requireUnavailable(() -> database.run("select 1", Tuple.tuple()));
        requireUnavailable(() -> database.run("select 1", Tuple.tuple()));
        assertThat(get(database.answers())).isFalse();
        assertThatThrownBy(() -> get(database.ownConnection()));
        requireAllClosed();
        proxy.forwardNewConnections();
        awaitAllPlaces();
        assertThat(get(database.answers())).isTrue();
    }

    @Test
    void anIdleConnectionStaysOpen() {
        Tuple none = Tuple.tuple();
        int process = process(get(database.run("select pg_backend_pid()", none)));
        Awaitility.await().pollDelay(LIMIT.multipliedBy(2)).until(() -> true);
        assertThat(process(get(database.run("select pg_backend_pid()", none)))).isEqualTo(process);
    }

    @Test
    void aStatementThatTakesTooLongIsCancelled() throws SQLException {
        requireUnavailable(() -> database.run("select pg_sleep(600)", Tuple.tuple()));
        try (Connection connection = TestDatabase.open(direct);
                Statement statement = connection.createStatement()) {
            await().until(() -> {
                try (ResultSet running = statement.executeQuery("""
                        select count(*) from pg_stat_activity
                         where datname = current_database() and state = 'active' and query like '%pg_sleep(600)'""")) {
                    running.next();
                    return running.getInt(1) == 0;
                }
            });
        }
        awaitAllPlaces();
    }

    private static int process(RowSet<Row> rows) {
        return rows.iterator().next().getInteger(0);
    }

    private void requireUnavailable(Supplier<Future<?>> work) {
        List<? extends Future<?>> running = Stream.generate(work).limit(PLACES).toList();
        running.forEach(one -> assertThatThrownBy(() -> get(one))
                .cause()
                .rootCause()
                .satisfies(
                        failure -> assertThat(ErrorCode.UNAVAILABLE.is(failure)).isTrue()));
    }

    private void requireAllClosed() {
        await().until(() -> proxy.openConnections() == 0);
    }

    /** Waits until as many statements run at once as there are places. */
    private void awaitAllPlaces() {
        await().ignoreExceptions().until(() -> {
            List<Future<RowSet<Row>>> running = Stream.generate(
                            () -> database.run("select pg_backend_pid(), pg_sleep(0.2)", Tuple.tuple()))
                    .limit(PLACES)
                    .toList();
            get(Future.join(running));
            return running.stream()
                            .map(Future::result)
                            .mapToInt(SilentDatabaseTest::process)
                            .distinct()
                            .count()
                    == PLACES;
        });
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(SOON);
    }
}
