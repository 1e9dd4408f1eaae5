package com.plugipay.resilience.billing;

import com.plugipay.resilience.database.DedicatedPostgres;
import com.plugipay.resilience.money.StandInControl;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.resilience.processes.LoadBalancer;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faults of Xendit, kills of the gateway and crashes of its database, and what they leave to be looked up later. */
final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    static final Duration PATIENCE = Duration.ofMinutes(80);

    /** Longer than Xendit may need to list a payment request: one that it does not list then was never made. */
    private static final Duration LATER = Duration.ofMinutes(6);

    /** Requests that Xendit never gets: until it would have listed them, their clocks wait. */
    private static final String LOST_REQUESTS = """
            ,"cut":{"probability":0.03},"server_error":{"probability":0.02}""";

    /**
     * Those for which a clock waits, and those that store cards: for longer than Xendit asks to wait, and not so often that a
     * person would have to look.
     */
    private static final String LOOK_UP = """
            update payment_attempts set next_look_up_at = now()
             where status in ('starting', 'active') and (not buyer_present or amount = 0) and next_look_up_at > now()
               and look_ups < 60 and claimed_by is null and updated_at < ?""";

    private static final String LOOK_UP_AFTER_RESTART = """
            update payment_attempts set next_look_up_at = now()
             where status = 'starting' and next_look_up_at > now() and claimed_by is null""";

    /** Longer than a charge takes that is answered. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration BETWEEN_LOOK_UPS = Duration.ofSeconds(1);

    /** A clock that waits for longer than this waits for what is not known yet, or Xendit has asked to wait: a kill ends both. */
    private static final Duration LONG = Duration.ofSeconds(25);

    private static final String WAITING = """
            select count(distinct t.test_clock_id) from collection_tries t join payment_attempts a on a.id = t.attempt_id
             where t.status = 'charging' and a.status = 'starting' and a.created_at < ?""";

    private static final String ADVANCING = "select count(*) from test_clocks where status = 'advancing'";

    private final DedicatedPostgres postgres;
    private final GatewayProcess gateway;
    private final LoadBalancer loadBalancer;
    private final DirectSql sql;
    private final StandInControl standIns;
    private final SettableClock clock;
    private final SplittableRandom random;
    private final String usual;
    private int kills;
    private Instant restartedAt = Instant.EPOCH;
    private Instant lookedUpAt = Instant.EPOCH;

    Outages(
            DedicatedPostgres postgres,
            GatewayProcess gateway,
            LoadBalancer loadBalancer,
            StandInControl standIns,
            SettableClock clock,
            SplittableRandom random,
            int subscriptions) {
        this.postgres = postgres;
        this.gateway = gateway;
        this.loadBalancer = loadBalancer;
        this.sql = new DirectSql(postgres.database());
        this.standIns = standIns;
        this.clock = clock;
        this.random = random;
        this.usual = usual(subscriptions);
    }

    /**
     * What goes wrong at Xendit most of the time; all of that is known when it is looked up. It rarely asks to wait where it is
     * asked much: each time an account stands still for up to a minute.
     */
    private static String usual(int subscriptions) {
        BigDecimal askingToWait =
                new BigDecimal("0.008").divide(BigDecimal.valueOf(subscriptions), MathContext.DECIMAL32);
        return """
                "delay":{"probability":0.005,"delayMs":500},"lost_answer":{"probability":0.02},
                "error_after_commit":{"probability":0.02},"rate_limited":{"probability":%s},
                "duplicate_callback":{"probability":0.1},"reordered_callbacks":{"probability":0.1},
                "wrong_signature":{"probability":0.02},"dropped_callback":{"probability":0.1}""".formatted(askingToWait);
    }

    /** The usual faults of Xendit from now on. */
    void begin() {
        standIns.faults("xendit", '{' + usual + '}');
    }

    /** Waits; meanwhile what is unknown is looked up often. Fails when one of the lives does. */
    void await(CompletableFuture<?> lives, BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            Instant now = clock.instant();
            if (lookedUpAt.isBefore(now.minus(BETWEEN_LOOK_UPS))) {
                lookedUpAt = now;
                sql.change(LOOK_UP, Timestamp.from(now.minus(SHORT)));
            }
            return lives.isDone() || condition.getAsBoolean() || isStandingStill();
        });
        if (lives.isCompletedExceptionally()) {
            lives.join();
        }
    }

    /** Whether all clocks wait for charges that cannot be known yet. */
    private boolean isStandingStill() {
        Instant longAgo = clock.instant().minus(LONG);
        if (restartedAt.isAfter(longAgo)) {
            return false;
        }
        long advancing = sql.number(ADVANCING);
        return advancing > 0 && sql.number(WAITING, Timestamp.from(longAgo)) >= advancing;
    }

    /** Kills the gateway in the middle of what it does, and the database before. */
    void strike(CompletableFuture<?> lives, boolean isOfDatabaseToo) throws IOException {
        standIns.faults("xendit", '{' + usual + LOST_REQUESTS + '}');
        awaitInvoices(lives, random.nextInt(1, 15));
        if (isOfDatabaseToo) {
            LOG.warn("The database crashes");
            postgres.crash("KILL");
            postgres.startAgain();
            gateway.awaitReady();
            awaitInvoices(lives, 1);
        }
        restartLater();
    }

    private void awaitInvoices(CompletableFuture<?> lives, int more) {
        long enough = sql.number("select count(*) from invoices") + more;
        await(lives, () -> sql.number("select count(*) from invoices") >= enough);
    }

    private void restartLater() {
        LOG.warn("Kill {} of the gateway", ++kills);
        gateway.process().kill();
        begin();
        clock.advance(LATER);
        gateway.startAgainLater(clock.ahead());
        loadBalancer.forwardTo(gateway.port());
        sql.change(LOOK_UP_AFTER_RESTART);
        restartedAt = clock.instant();
    }

    /** Waits until the lives are over. What a kill has left without a request may need a later time again. */
    void awaitEnd(CompletableFuture<?> lives) {
        await(lives, lives::isDone);
        while (!lives.isDone()) {
            restartLater();
            await(lives, lives::isDone);
        }
        lives.join();
    }
}
