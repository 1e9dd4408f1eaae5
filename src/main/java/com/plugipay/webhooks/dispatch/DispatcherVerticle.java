package com.plugipay.webhooks.dispatch;

import com.plugipay.db.Database;
import com.plugipay.events.SdkEvents;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.webhooks.WebhookConfig;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import com.plugipay.webhooks.send.AddressGuard;
import com.plugipay.webhooks.send.AddressResolver;
import com.plugipay.webhooks.send.Sender;
import com.plugipay.work.Claimable;
import com.plugipay.work.CoalescingTask;
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
 * Delivers webhooks. Looks for work when it is nudged, and once a second in any case: turns events into deliveries in the
 * queues of their endpoints, and sends the deliveries that are due.
 *
 * <p>One verticle is enough for a node; nodes claim queues in the database, and do not communicate with each other.
 */
public final class DispatcherVerticle extends VerticleBase {
    /** The queues, which nodes claim. */
    public static final Claimable CLAIMED = EndpointQueueStore.CLAIMED;

    private static final int POLL_MS = 1_000;
    private static final Duration RECORDING_TIME = Duration.ofSeconds(5);

    /** The longest wait for attempts in flight at stop: a process has about half a minute to stop. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Database database;
    private final MasterKeys masterKeys;
    private final WebhookEndpointStore endpoints;
    private final WebhookConfig config;
    private final DispatcherMetrics metrics;
    private final IntSupplier claimNumber;
    private final InstantSource clock;
    private final FanOut fanOut;
    private final CoalescingTask fanOutTask;
    private @Nullable Sender sender;
    private @Nullable DeliveryWorker worker;

    public DispatcherVerticle(
            Database database,
            MasterKeys masterKeys,
            WebhookEndpointStore endpoints,
            WebhookConfig config,
            DispatcherMetrics metrics,
            IntSupplier claimNumber,
            InstantSource clock,
            Notifications notifications,
            SdkEvents sdkEvents) {
        this.database = database;
        this.masterKeys = masterKeys;
        this.endpoints = endpoints;
        this.config = config;
        this.metrics = metrics;
        this.claimNumber = claimNumber;
        this.clock = clock;
        this.fanOut = new FanOut(database, notifications, sdkEvents);
        this.fanOutTask = new CoalescingTask("webhook-events", database, this::fanOut);
    }

    @Override
    public Future<?> start() {
        AddressGuard guard = AddressGuard.allowing(config.allowedAddresses());
        sender = new Sender(vertx, new HttpClientOptions(), AddressResolver.using(vertx, guard), config);
        EndpointQueueStore queues = new EndpointQueueStore(database, config.lease(), claimNumber);
        worker = new DeliveryWorker(
                config,
                queues,
                new InactiveQueueStore(database),
                new AttemptRecorder(database, endpoints, clock),
                new DeliverySender(sender, new SigningSecrets(masterKeys)),
                metrics,
                clock,
                database);
        Write.EVENTS_READY.subscribe(vertx, nudge -> fanOutTask.nudge());
        vertx.setPeriodic(0, POLL_MS, tick -> {
            fanOutTask.nudge();
            worker().lookEverywhere();
        });
        return Future.succeededFuture();
    }

    /** Starts no more attempts and waits for those in flight; one that does not end in time is due again after its lease. */
    @Override
    public Future<?> stop() {
        Duration patience = Duration.ofMillis(config.timeoutMs()).plus(RECORDING_TIME);
        return fanOutTask
                .stop()
                .compose(stopped -> worker().stop(patience.compareTo(LONGEST_STOP) < 0 ? patience : LONGEST_STOP))
                .transform(stopped -> Objects.requireNonNull(sender).close());
    }

    private Future<Boolean> fanOut() {
        return fanOut.next(clock.instant().truncatedTo(ChronoUnit.MILLIS)).map(batch -> {
            worker().look(batch.queues());
            return batch.more();
        });
    }

    private DeliveryWorker worker() {
        return Objects.requireNonNull(worker);
    }
}
