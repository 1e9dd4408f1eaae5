package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.TestDatabase;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is killed at any moment loses nothing that it has answered, and does nothing twice. */
@ResourceLock(ChildProcess.MACHINE)
class KillTest {
    private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);
    private static final int KILLS = 3;
    private static final int CLIENTS = 8;

    @Test
    void killedUnderLoadItKeepsWhatItAnsweredAndRepeatsDoNothingTwice() throws SQLException {
        long seed = System.nanoTime();
        LOG.warn("The moments of the kills come from seed {}", seed);
        Random moments = new Random(seed);
        DatabaseConfig database = TestDatabase.create();
        try (GatewayProcess gateway = GatewayProcess.start(database)) {
            gateway.connectBankTransfer();
            ConcurrentSales load = ConcurrentSales.start(gateway::api, gateway::awaitAlive, CLIENTS);
            for (int kill = 0; kill < KILLS; kill++) {
                load.awaitAnswers(20 + moments.nextInt(200));
                gateway.process().kill();
                gateway.startAgain();
            }
            load.awaitAnswers(3 * CLIENTS);
            load.finish();
            load.repeat();
            assertThat(load.repeated()).as("sales that two made at once").isPositive();
            SalesInvariants.of(database).requireExactly(load.sales());
        }
    }
}
