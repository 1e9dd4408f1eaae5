package com.plugipay.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.limits.Rate;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.bus.Providers;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.work.Claims;
import com.plugipay.work.WorkVerticle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account whose provider answers slowly does not delay the polls of other accounts there. */
@ExtendWith(VertxExtension.class)
class StatusPollerTest {
    private static final int OF_SLOW = 120;
    private static final int OF_QUICK = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SLOW = "ws_slow";
    private static final String QUICK = "ws_quick";

    /** Payments whose fees are not known yet. */
    private static final String INSERT = """
            insert into payment_attempts (workspace_id, mode, id, payment_id, provider, method, status, amount, currency,
                created_at, updated_at, next_look_up_at)
            select $1, 'live', 'att_' || $1 || n, 'pay_' || n, 'xendit', 'qris', 'succeeded', 51000, 'IDR', now(), now(),
                   now() - $3 * interval '1 second'
              from generate_series(1, $2) n""";

    private static final String CLAIMED = """
            select count(*) from payment_attempts where workspace_id = $1 and claimed_by is not null""";
    private static final String POLLED = """
            select count(*) from payment_attempts
             where workspace_id = $1 and claimed_by is null and next_look_up_at > now()""";

    private final Vertx vertx;
    private final Database database;
    private final Claims claims;
    private final AtomicInteger pollsOfSlow = new AtomicInteger();
    private final Promise<Outcome> response = Promise.promise();

    StatusPollerTest(Vertx vertx) {
        this.vertx = vertx;
        database = Database.connect(vertx, TestDatabase.create());
        claims = new Claims(database, "test", InstantSource.system());
    }

    @BeforeEach
    void start() {
        LocalCodec.register(vertx);
        Provider.commands(XenditFactory.KIND).answer(vertx, command -> {
            boolean isSlow = command.tenant().workspaceId().equals(SLOW);
            if (isSlow) {
                pollsOfSlow.incrementAndGet();
            }
            return isSlow ? response.future() : Future.succeededFuture(new Outcome.Unknown("busy"));
        });
        TestGateway.get(claims.begin(List.of(AttemptStore.DUE)));
    }

    @AfterEach
    void stop() {
        TestGateway.get(database.close());
    }

    @Test
    void otherAccountsArePolledWhileOneHangs() {
        TestGateway.get(database.run(INSERT, Tuple.of(SLOW, OF_SLOW, 60)));
        TestGateway.get(database.run(INSERT, Tuple.of(QUICK, OF_QUICK, 0)));
        ChargeService charging = new ChargeService(
                new Providers(vertx),
                new QueryQuotaTest.NothingNew(),
                new QueryQuota(Rate.perMinute(1_000)),
                (tenant, id) -> Future.succeededFuture(Optional.empty()),
                attempt -> "https://pay.example");
        WorkVerticle worker = new WorkVerticle(
                vertx,
                StatusPoller.of(XenditFactory.KIND, claims, charging, new QueryQuotaTest.NothingNew()),
                new SimpleMeterRegistry(),
                InstantSource.system());

        String deployment = TestGateway.get(vertx.deployVerticle(worker));

        await().atMost(PATIENCE).until(() -> count(POLLED, QUICK) == OF_QUICK);
        assertThat(pollsOfSlow.get()).isBetween(1, 20);
        assertThat(count(CLAIMED, SLOW)).as("the rest is left to other nodes").isLessThan(OF_SLOW);

        response.complete(new Outcome.Unknown("busy"));
        await().atMost(PATIENCE).until(() -> count(POLLED, SLOW) == OF_SLOW);
        assertThat(pollsOfSlow).as("each once").hasValue(OF_SLOW);
        TestGateway.get(vertx.undeploy(deployment));
        TestGateway.get(claims.end());
    }

    private long count(String sql, String workspaceId) {
        return TestGateway.get(database.one(sql, Tuple.of(workspaceId), row -> row.getLong(0)))
                .orElseThrow();
    }
}
