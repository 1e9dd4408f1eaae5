package com.plugipay.resilience.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.sandbox.DevelopmentDatabase;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A node whose database starts after it, as when a machine with both is switched on. */
@ResourceLock(ChildProcess.STARTS)
class LateDatabaseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = TestGateway.freePort();
    private final String line = "Waiting for the database at 127.0.0.1:" + port;

    @Test
    void waitsAndSaysSo() throws IOException {
        ChildProcess node = start(300);
        node.awaitLine(line, PATIENCE);
        TestDirectory.atTheEnd(DevelopmentDatabase.start(TestDirectory.create().resolve("postgres"), port)::close);
        node.awaitLine("\"Started\"", PATIENCE);
        assertThat(node.printed()).doesNotContain("hunter2");
        node.kill();
    }

    @Test
    void givesUpInOneSentence() {
        ChildProcess node = start(1);
        assertThat(node.awaitExit(PATIENCE)).as(node.printed()).isEqualTo(2);
        assertThat(node.printed())
                .contains(line, "Plugipay does not start: ", "127.0.0.1:" + port)
                .doesNotContain("\tat ", "Exception in thread", "SQL State", "hunter2");
    }

    private ChildProcess start(int timeoutSeconds) {
        DatabaseConfig database = new DatabaseConfig(
                "postgresql://postgres:hunter2@127.0.0.1:" + port + "/postgres", 2, true, timeoutSeconds);
        return ChildProcess.plugipay(
                database,
                MasterKeys.generate().reveal(),
                Map.of("PLUGIPAY_DATABASE_START_TIMEOUT_SECONDS", String.valueOf(timeoutSeconds)),
                List.of());
    }
}
