package com.plugipay.resilience.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.resilience.processes.InProcessGateway;
import com.plugipay.resilience.processes.LoadBalancer;
import com.plugipay.resilience.processes.RetryingMerchant;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestDirectory;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever buyers, merchants and providers do, and whenever the gateway is killed: the money that providers have taken is the
 * money that the gateway reports. After the last kill the clock is moved ahead, so that the days in which everything is polled
 * and ends take seconds. Set {@code plugipay.sessions} for more sessions, and {@code plugipay.seed} to repeat a failure.
 */
@ResourceLock(ChildProcess.MACHINE)
class RandomMoneyTest {
    private static final Logger LOG = LoggerFactory.getLogger(RandomMoneyTest.class);
    private static final int SESSIONS = Integer.getInteger("plugipay.sessions", 100);
    private static final int KILLS = Integer.getInteger("plugipay.kills", 2);
    private static final int AT_ONCE = 8;
    /** Callbacks are repeated for longer than a gateway needs to start again. */
    private static final double RETRIES_SCALED_BY = 0.002;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everyUnitThatWasPaidIsAccountedFor() throws IOException {
        long seed = Long.getLong("plugipay.seed", System.nanoTime());
        LOG.warn("{} scenarios come from seed {}", SESSIONS, seed);
        Random random = new Random(seed);
        DatabaseConfig database = TestDatabase.create();
        DirectSql sql = new DirectSql(database);
        SettableClock clock = new SettableClock();
        Sandbox sandbox = TestGateway.get(Sandbox.start(
                new StandInSettings("127.0.0.1", 0, seed, RETRIES_SCALED_BY, clock), TestDirectory.create(), 2));
        try (LoadBalancer loadBalancer = LoadBalancer.open();
                GatewayProcess gateway = GatewayProcess.start(database, environment(sandbox, loadBalancer))) {
            loadBalancer.forwardTo(gateway.port());
            StandInControl standIns = new StandInControl(sandbox.url());
            List<Api> merchants = merchants(gateway, sandbox, loadBalancer, clock);
            List<RetryingMerchant> shops = merchants.stream()
                    .map(api -> new RetryingMerchant(api, gateway::awaitAlive))
                    .toList();
            ProviderFaults faults = new ProviderFaults(standIns, random);
            PendingWork pendingWork = new PendingWork(sql, clock, standIns);

            LOG.warn("Buyers pay {}", faults.payTwice() ? "some codes twice" : "once");
            faults.change();
            RandomScenarios scenarios = RandomScenarios.start(
                    SESSIONS,
                    AT_ONCE,
                    i -> new RandomScenario(
                            shops.get(i % shops.size()), standIns, sql, "scenario-" + i, seed + i, faults.payTwice()));
            for (int kill = 1; kill <= KILLS; kill++) {
                scenarios.awaitFinished(
                        Math.max(1, SESSIONS * kill / (KILLS + 1) - random.nextInt(SESSIONS / (2 * KILLS + 2))));
                gateway.process().kill();
                Instant killed = Instant.now();
                faults.change();
                gateway.startAgain();
                loadBalancer.forwardTo(gateway.port());
                pendingWork.makeDue(killed);
            }
            scenarios.awaitAll();
            LOG.warn("All scenarios have ended: {}", counts(sql));
            faults.clear();
            gateway.process().kill();
            try (InProcessGateway last = InProcessGateway.start(gateway.environment(), clock)) {
                loadBalancer.forwardTo(last.port());
                pendingWork.drain();
                MoneyReconciliation reconciliation = new MoneyReconciliation(sql, standIns);
                reconciliation.requireEqual();
                int reviews = acceptAll(sql, merchants);
                pendingWork.drain();
                assertThat(sql.rows("select * from stuck")).isEmpty();
                reconciliation.requireEqual();
                LOG.warn("{} scenarios: {}, {} reviews accepted", SESSIONS, counts(sql), reviews);
            }
        } finally {
            TestGateway.get(sandbox.stop());
        }
    }

    private static Map<String, String> environment(Sandbox sandbox, LoadBalancer loadBalancer) {
        Map<String, String> environment = new HashMap<>(sandbox.environment());
        environment.put("PLUGIPAY_HTTP_BASE_URL", loadBalancer.url());
        environment.put("PLUGIPAY_PROVIDERS_TIMEOUT_MS", "2000");
        return environment;
    }

    /** One who prefers Xendit, and one who prefers Midtrans. */
    private static List<Api> merchants(
            GatewayProcess gateway, Sandbox sandbox, LoadBalancer loadBalancer, SettableClock clock) {
        List<Api> merchants = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            IssuedApiKey key = gateway.workspace().test();
            Api api = Api.of(loadBalancer.url(), key, clock);
            String callbacks = new CallbackUrls(loadBalancer.url())
                    .of(XenditFactory.KIND, key.apiKey().workspaceId());
            TestGateway.get(sandbox.setXenditCallbacks(number, callbacks));
            for (ProviderKind kind : List.of(XenditFactory.KIND, MidtransFactory.KIND, PayPalFactory.KIND)) {
                api.put(
                                "/v1/adapters/" + kind.text(),
                                Sandbox.account(kind, number).encode())
                        .expect(200);
            }
            String first = number == 0 ? "xendit" : "midtrans";
            api.put("/v1/adapters/routing", "{\"order\":[\"" + first + "\"],\"methods\":{}}")
                    .expect(200);
            merchants.add(api);
        }
        return merchants;
    }

    /** Accepts all money that is in review; gives how many payments that were. */
    private static int acceptAll(DirectSql sql, List<Api> merchants) {
        int reviews = 0;
        for (Api api : merchants) {
            for (String attempt : sql.texts(
                    "select id from stuck where workspace_id = ? order by id",
                    api.key().apiKey().workspaceId())) {
                api.post("/v1/payment-attempts/" + attempt + "/accept", "").expect(200);
                reviews++;
            }
        }
        return reviews;
    }

    private static String counts(DirectSql sql) {
        return sql.texts("""
                select 'attempts ' || status || ' ' || count(*) from payment_attempts group by status
                union all select 'payments ' || status || ' ' || count(*) from payments group by status
                union all select 'refunds ' || status || ' ' || count(*) from refunds group by status
                union all select 'sessions ' || status || ' ' || count(*) from checkout_sessions group by status
                union all select 'callbacks ' || count(*) from provider_callbacks
                order by 1""").toString();
    }
}
