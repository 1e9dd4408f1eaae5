package com.plugipay.resilience.processes;

import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import java.lang.ref.WeakReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nothing is left of a gateway that has stopped. */
class StoppedGatewayTest {
    @Test
    void leavesNothingInMemory() {
        WeakReference<Vertx> stopped = startAndStop();
        // The client of Postgres remembers the last connection that was closed.
        startAndStop();

        Awaitility.await("the memory of a stopped gateway to be free").until(() -> {
            System.gc();
            return stopped.refersTo(null);
        });
    }

    private static WeakReference<Vertx> startAndStop() {
        try (TestGateway gateway = TestGateway.start(TestDatabase.create())) {
            return new WeakReference<>(gateway.gateway().vertx());
        }
    }
}
