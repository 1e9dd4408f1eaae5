package com.plugipay.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a task yields to requests. */
@ExtendWith(VertxExtension.class)
class CoalescingTaskTest {
    private static final int CONNECTIONS = 2;
    private static final int WORK_MS = 40;
    private static final int LONGEST_MS = 500;
    private static final int ROUNDING_MS = 5;

    private final Vertx vertx;
    private final DatabaseConfig config = TestDatabase.create(CONNECTIONS);
    private final Database database;
    private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
    private final AtomicBoolean isCalm = new AtomicBoolean();

    private record Run(long begun, long ended) {}

    /** A pause, and how long the run before it took. */
    private record Pause(long afterMs, long lastedMs) {}

    CoalescingTaskTest(Vertx vertx) {
        this.vertx = vertx;
        database = Database.connect(vertx, config);
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void pausesLongerWhileRequestsWaitForTheDatabase() throws Exception {
        CoalescingTask task = new CoalescingTask("test", database, () -> {
            long begun = System.nanoTime();
            return vertx.timer(WORK_MS).map(over -> runs.add(new Run(begun, System.nanoTime())));
        });
        try (HeldLock lock = HeldLock.onTable(config, "customers")) {
            IntStream.range(0, 10 * CONNECTIONS).forEach(each -> crowd());
            lock.awaitWaiting(CONNECTIONS);
            assertThat(database.isCrowded()).isTrue();

            vertx.runOnContext(ready -> task.nudge());
            Pause pause = nextPause();
            assertThat(pause.lastedMs())
                    .isGreaterThanOrEqualTo(Math.min(3 * pause.afterMs(), LONGEST_MS) - ROUNDING_MS);
            isCalm.set(true);
        }
        Awaitility.await().until(() -> !database.isCrowded());
        Awaitility.await("as soon as before").until(() -> {
            Pause pause = nextPause();
            return pause.lastedMs() < 2 * pause.afterMs();
        });
        TestGateway.get(task.stop());
    }

    /** Waits for the database, again and again: a statement that waits for too long fails. */
    private void crowd() {
        Rounds.whileMore(
                isCalm::get,
                () -> database.run("select id from customers", Tuple.tuple())
                        .transform(over -> Future.succeededFuture(true)));
    }

    /** The pause between two runs. */
    private Pause nextPause() throws InterruptedException {
        runs.clear();
        Run one = Objects.requireNonNull(runs.poll(60, TimeUnit.SECONDS));
        Run next = Objects.requireNonNull(runs.poll(60, TimeUnit.SECONDS));
        return new Pause(
                TimeUnit.NANOSECONDS.toMillis(one.ended() - one.begun()),
                TimeUnit.NANOSECONDS.toMillis(next.begun() - one.ended()));
    }
}
