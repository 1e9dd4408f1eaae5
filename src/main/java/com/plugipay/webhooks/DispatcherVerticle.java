package com.plugipay.webhooks;

import com.plugipay.db.Database;
import com.plugipay.db.Write;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.webhooks.Claims.Claim;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers webhooks. It looks for work when it is nudged and each second anyway: events become deliveries, due deliveries
 * are claimed, sent at the same time up to a limit, and their results written down.
 *
 * <p>No endpoint gets more than a quarter of the places, so that one that is slow does not hold up the others. One
 * verticle is enough for a node; the nodes need not know of each other.
 */
public final class DispatcherVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DispatcherVerticle.class);
    private static final int POLL_MS = 1_000;
    private static final int RECORDING_MS = 5_000;
    private static final String USER_AGENT = "Plugipay-Webhooks/"
            + Optional.ofNullable(DispatcherVerticle.class.getPackage().getImplementationVersion())
                    .orElse("development");

    private final WebhookConfig config;
    private final MasterKeys masterKeys;
    private final InstantSource clock;
    private final FanOut fanOut;
    private final Claims claims;
    private final Results results;
    private final int batch;
    private final Set<Future<?>> inFlight = new HashSet<>();
    private final Map<String, Integer> inFlightOf = new HashMap<>();
    private @Nullable Sender sender;
    private boolean looking;
    private boolean lookAgain;
    private boolean leftSome;
    private boolean failing;
    private boolean stopping;

    public DispatcherVerticle(
            Database database,
            MasterKeys masterKeys,
            WebhookEndpointStore endpoints,
            WebhookConfig config,
            InstantSource clock) {
        this.config = config;
        this.masterKeys = masterKeys;
        this.clock = clock;
        this.fanOut = new FanOut(database);
        this.claims = new Claims(database);
        this.results = new Results(database, endpoints, RandomGenerator.getDefault());
        this.batch = config.concurrency() / 8;
    }

    @Override
    public Future<?> start() {
        AddressGuard guard = AddressGuard.allowing(config.allowedAddresses());
        sender = new Sender(vertx, new HttpClientOptions(), Destinations.using(vertx, guard), config);
        Write.EVENTS_READY.subscribe(vertx, nudge -> look());
        vertx.setPeriodic(0, POLL_MS, ignored -> poll());
        return Future.succeededFuture();
    }

    /** Claims nothing more and waits for what is in flight; what is not over in time is due again after its lease. */
    @Override
    public Future<?> stop() {
        stopping = true;
        return Future.join(List.copyOf(inFlight))
                .timeout(config.timeoutMs() + RECORDING_MS, TimeUnit.MILLISECONDS)
                .transform(ignored -> sender().close());
    }

    private void poll() {
        if (!stopping) {
            note(claims.setAside(now()));
            look();
        }
    }

    /** One look at a time; a nudge that comes meanwhile is worth one more look, however often it comes. */
    private void look() {
        if (stopping || looking) {
            lookAgain = true;
            return;
        }
        looking = true;
        lookAgain = false;
        note(fanOut.next(now()).compose(moreEvents -> claim().map(moreDue -> moreEvents || moreDue)))
                .onComplete(outcome -> {
                    looking = false;
                    if (outcome.succeeded() && (outcome.result() || lookAgain)) {
                        look();
                    }
                });
    }

    /** Claims as many as there is room for; true when there may be more of them and more room. */
    private Future<Boolean> claim() {
        Set<String> busy = new HashSet<>();
        inFlightOf.forEach((endpoint, count) -> {
            if (count >= batch) {
                busy.add(endpoint);
            }
        });
        leftSome = !busy.isEmpty() || !hasRoom();
        if (stopping || !hasRoom()) {
            return Future.succeededFuture(false);
        }
        return claims.next(batch, busy, now()).map(claimed -> {
            claimed.forEach(this::take);
            return claimed.size() == batch;
        });
    }

    private boolean hasRoom() {
        return config.concurrency() - inFlight.size() >= batch;
    }

    private void take(Claim claim) {
        Future<?> delivery = deliver(claim);
        inFlight.add(delivery);
        inFlightOf.merge(claim.endpointId(), 1, Integer::sum);
        delivery.onComplete(ignored -> {
            inFlight.remove(delivery);
            int left = inFlightOf.merge(claim.endpointId(), -1, Integer::sum);
            inFlightOf.remove(claim.endpointId(), 0);
            if (leftSome && hasRoom() && left <= batch / 2) {
                look();
            }
        });
    }

    private Future<Void> deliver(Claim claim) {
        return Future.succeededFuture(claim)
                .compose(this::send)
                // A failure here is ours, not the receiver's: it is not held against it, and the lease makes it due
                // again.
                .onFailure(failure -> LOG.atError()
                        .addKeyValue("deliveryId", claim.id())
                        .setCause(failure)
                        .log("A webhook could not be sent for a reason of ours"))
                .compose(answer -> note(results.record(claim, answer, now())));
    }

    private Future<Sender.Answer> send(Claim claim) {
        Instant now = now();
        Secret secret = masterKeys.decrypt(
                WebhookEndpointStore.secretPlace(claim.tenant().workspaceId(), claim.endpointId()),
                claim.secret().getBytes());
        String signature = WebhookSignature.plugipay(List.of(secret), now, claim.body());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .set("Content-Type", "application/json")
                .set("User-Agent", USER_AGENT)
                .set("X-Plugipay-Event-Id", claim.eventId())
                .set("X-Plugipay-Delivery-Id", claim.id())
                .set("X-Plugipay-Signature", signature)
                .set("Plugipay-Signature", signature)
                .set("webhook-id", claim.eventId())
                .set("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                .set(
                        "webhook-signature",
                        WebhookSignature.standard(List.of(secret), claim.eventId(), now, claim.body()));
        return sender().post(URI.create(claim.url()), claim.attempt(), headers, Buffer.buffer(claim.body()));
    }

    /** Tells of the first failure of the database and of its return; between them there is nothing new to tell. */
    private <T> Future<T> note(Future<T> work) {
        return work.onComplete(outcome -> {
            if (outcome.failed() && !failing) {
                LOG.atWarn().setCause(outcome.cause()).log("Webhooks wait: the database does not do its part");
            } else if (outcome.succeeded() && failing) {
                LOG.atInfo().log("Webhooks go on");
            }
            failing = outcome.failed();
        });
    }

    private Sender sender() {
        return Objects.requireNonNull(sender);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
