package com.plugipay.resilience.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.ConcurrentSales;
import com.plugipay.resilience.processes.SalesInvariants;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.Management;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database fails under load and comes back: clients get 503, nothing is lost, and nothing has to be restarted. */
@ResourceLock(ChildProcess.MACHINE)
class DatabaseRestartTest {
    private static final int CLIENTS = 6;

    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "KILL"})
    void aGatewayRecoversFromACrashOfItsDatabase(String signal) throws Exception {
        try (DedicatedPostgres postgres = DedicatedPostgres.start();
                TestGateway gateway = TestGateway.start(postgres.database())) {
            Api api = gateway.merchant();
            Api stranger = gateway.merchant();
            ConcurrentSales load = start(api);
            load.awaitAnswers(60);
            postgres.crash(signal);
            requireUnavailable(gateway, stranger);
            load.awaitRefusals(20);
            postgres.startAgain();
            requireGoesOn(gateway, load, postgres);
        }
    }

    @Test
    void aGatewayRecoversFromADatabaseThatHangs() throws Exception {
        try (DedicatedPostgres postgres = DedicatedPostgres.start();
                TestGateway gateway = TestGateway.start(postgres.database())) {
            Api api = gateway.merchant();
            ConcurrentSales load = start(api);
            load.awaitAnswers(60);
            postgres.freeze();
            load.awaitRefusals(CLIENTS);
            assertThat(Management.get(gateway.managementUrl() + "/ready").status())
                    .isEqualTo(503);
            assertThat(Management.get(gateway.managementUrl() + "/live").status())
                    .isEqualTo(200);
            postgres.thaw();
            requireGoesOn(gateway, load, postgres);
        }
    }

    private static ConcurrentSales start(Api api) {
        Runnable lineCut = () -> {
            throw new AssertionError("The gateway cut a connection, or did not answer within the client's timeout");
        };
        return ConcurrentSales.start(() -> api, lineCut, CLIENTS);
    }

    private static void requireUnavailable(TestGateway gateway, Api api) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Management.get(gateway.managementUrl() + "/ready").status() == 503);
        assertThat(Management.get(gateway.managementUrl() + "/live").status()).isEqualTo(200);
        for (Answer answer : new Answer[] {
            api.post("/v1/customers", "{}"),
            api.get("/v1/customers"),
            api.get("/v1/public/checkout/sessions/sess_01J00000000000000000000000")
        }) {
            answer.expect(503, "unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
        Answer page = api.raw("GET", "/c/sess_01J00000000000000000000000", new byte[0], Map.of());
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isEqualTo("1");
        assertThat(page.header("Content-Type")).startsWith("text/html");
    }

    private static void requireGoesOn(TestGateway gateway, ConcurrentSales load, DedicatedPostgres postgres)
            throws Exception {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Management.get(gateway.managementUrl() + "/ready").status() == 200);
        load.awaitAnswers(60);
        load.finish();
        load.repeat();
        SalesInvariants.of(postgres.database()).requireExactly(load.sales());
    }
}
