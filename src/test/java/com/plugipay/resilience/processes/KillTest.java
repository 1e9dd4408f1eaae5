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

/** A process that is killed at any moment loses no change that it has confirmed, and makes no change twice. */
@ResourceLock(ChildProcess.MACHINE)
class KillTest {
    private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);
    private static final int KILLS = 3;
    private static final int CLIENTS = 8;

    @Test
    void aGatewayKilledUnderLoadKeepsConfirmedChangesAndRepeatsChangeNothingTwice() throws SQLException {
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
            assertThat(load.repeated())
                    .as("requests that two merchants sent at the same time")
                    .isPositive();
            SalesInvariants.of(database).requireExactly(load.sales());
        }
    }
}
