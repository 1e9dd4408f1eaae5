package com.plugipay.webhooks;

import com.plugipay.db.Database;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.MasterKeys;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers webhooks. It looks for work when it is nudged and each second anyway: events become deliveries in the lanes of
 * their endpoints, and what is due in the lanes is sent.
 *
 * <p>One verticle is enough for a node; the nodes share the lanes and need not know of each other.
 */
final class DispatcherVerticle extends VerticleBase {
    private static final int POLL_MS = 1_000;
    private static final Duration RECORDING = Duration.ofSeconds(5);

    /** A process that stops has no more than half a minute for everything. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Database database;
    private final MasterKeys masterKeys;
    private final WebhookEndpointStore endpoints;
    private final WebhookConfig config;
    private final DispatcherMetrics metrics;
    private final IntSupplier holder;
    private final InstantSource clock;
    private final FanOut fanOut;
    private final Pump spreading;
    private @Nullable Sender sender;
    private @Nullable Deliverer deliverer;

    DispatcherVerticle(
            Database database,
            MasterKeys masterKeys,
            WebhookEndpointStore endpoints,
            WebhookConfig config,
            DispatcherMetrics metrics,
            IntSupplier holder,
            InstantSource clock) {
        this.database = database;
        this.masterKeys = masterKeys;
        this.endpoints = endpoints;
        this.config = config;
        this.metrics = metrics;
        this.holder = holder;
        this.clock = clock;
        this.fanOut = new FanOut(database);
        this.spreading = new Pump("webhook-events", database, this::spread);
    }

    @Override
    public Future<?> start() {
        AddressGuard guard = AddressGuard.allowing(config.allowedAddresses());
        sender = new Sender(vertx, new HttpClientOptions(), Destinations.using(vertx, guard), config);
        Lanes lanes = new Lanes(database, config.lease(), holder);
        deliverer = new Deliverer(
                config,
                lanes,
                new ClosedLanes(database),
                new Results(database, endpoints, clock),
                sender,
                new SigningSecrets(masterKeys),
                metrics,
                clock,
                database);
        Write.EVENTS_READY.subscribe(vertx, nudge -> spreading.nudge());
        vertx.setPeriodic(0, POLL_MS, tick -> {
            spreading.nudge();
            deliverer().lookEverywhere();
        });
        return Future.succeededFuture();
    }

    /** Begins nothing more and waits for what is in flight; what is not over in time is due again after its lease. */
    @Override
    public Future<?> stop() {
        Duration patience = Duration.ofMillis(config.timeoutMs()).plus(RECORDING);
        return spreading
                .stop()
                .compose(stopped -> deliverer().stop(patience.compareTo(LONGEST) < 0 ? patience : LONGEST))
                .transform(stopped -> Objects.requireNonNull(sender).close());
    }

    private Future<Boolean> spread() {
        return fanOut.next(clock.instant().truncatedTo(ChronoUnit.MILLIS)).map(spread -> {
            deliverer().look(spread.lanes());
            return spread.more();
        });
    }

    private Deliverer deliverer() {
        return Objects.requireNonNull(deliverer);
    }
}
