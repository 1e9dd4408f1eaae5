package com.plugipay.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a task yields to requests. */
class CoalescingTaskTest {
    private static final int CONNECTIONS = 2;
    private static final int WORK_MS = 40;

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseConfig config = TestDatabase.create(CONNECTIONS);
    private final Database database = Database.connect(vertx, config);
    private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        TestGateway.get(database.close());
        TestGateway.get(vertx.close());
    }

    @Test
    void pausesLongerWhileRequestsWaitForTheDatabase() throws Exception {
        CoalescingTask pump = new CoalescingTask("test", database, () -> {
            begun.add(System.nanoTime());
            return vertx.timer(WORK_MS).map(true);
        });
        List<Future<?>> others = new ArrayList<>();
        try (HeldLock lock = HeldLock.onTable(config, "customers")) {
            IntStream.rangeClosed(0, 2 * CONNECTIONS)
                    .forEach(each -> others.add(database.run("select id from customers", Tuple.tuple())));
            lock.awaitWaiting(CONNECTIONS);
            assertThat(database.isCrowded()).isTrue();

            vertx.runOnContext(ready -> pump.nudge());
            assertThat(betweenTwo()).isGreaterThanOrEqualTo(Duration.ofMillis(4 * WORK_MS - 5));
        }
        TestGateway.get(Future.all(others));
        assertThat(database.isCrowded()).isFalse();
        Awaitility.await("as soon as before").until(() -> betweenTwo().toMillis() < 2 * WORK_MS);
        TestGateway.get(pump.stop());
    }

    /** From the beginning of one run to that of the next. */
    private Duration betweenTwo() throws InterruptedException {
        begun.clear();
        Long one = begun.poll(10, TimeUnit.SECONDS);
        Long next = begun.poll(10, TimeUnit.SECONDS);
        assertThat(one).isNotNull();
        assertThat(next).isNotNull();
        return Duration.ofNanos(next - one);
    }
}
