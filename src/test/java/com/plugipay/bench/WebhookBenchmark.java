package com.plugipay.bench;

import com.plugipay.async.Rounds;
import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.webhooks.dispatch.WebhookLoad;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.awaitility.Awaitility;

/**
 * How fast webhooks are delivered to a receiver on this machine, beside the slower of the two things it consists of: the
 * same requests without database, and the same statements without requests.
 */
final class WebhookBenchmark {
    private static final int FINISHED_AT_ONCE = 100_000;
    private static final long SECONDS = Long.getLong("bench.seconds", 30);
    private static final int WRITERS = 32;
    private static final Pattern THING = Pattern.compile("thing_[0-9]+");

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    private final LongAdder received = new LongAdder();
    private final Map<String, Long> committed = new ConcurrentHashMap<>();
    private final ConcurrentHistogram arrivals = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final TestGateway gateway;
    private final String url;

    WebhookBenchmark(TestGateway gateway) {
        this.gateway = gateway;
        this.url = "http://127.0.0.1:"
                + Blocking.get(vertx.createHttpServer()
                                .requestHandler(request -> request.body().onSuccess(body -> {
                                    received.increment();
                                    Matcher thing = THING.matcher(body.toString());
                                    Long sentAt = thing.find() ? committed.get(thing.group()) : null;
                                    if (sentAt != null) {
                                        arrivals.recordValue(Math.max(0, System.nanoTime() - sentAt));
                                    }
                                    request.response().end("ok");
                                }))
                                .listen(0, "127.0.0.1"))
                        .actualPort()
                + "/hook";
    }

    /** With so many endpoints for each event; gives deliveries a second. */
    double deliver(int endpoints, int deliveries) throws Exception {
        int events = deliveries / endpoints;
        posts(2 * deliveries);
        double posts = posts(deliveries);
        double statements = statements(endpoints, events);
        WebhookLoad load = load(gateway.gateway().database(), gateway.masterKeys(), endpoints);
        burst(load, events, endpoints);
        double made = burst(load, events, endpoints) * endpoints;
        double slower = Math.min(posts, statements * endpoints);
        System.out.printf(
                "| webhooks made and recorded, %d for each event (%,.0f events/s) | %,.0f | | | | %,.0f | %.2f |%n",
                endpoints, made / endpoints, made, slower, made / slower);
        System.out.printf(
                "| … its two limits: requests without database; statements without requests | | | | | %,.0f; %,.0f |"
                        + " |%n",
                posts, statements * endpoints);
        double borne = borne(load, endpoints);
        System.out.printf(
                "| … while each event is written by a commit of its own, %d for each event (%,.0f events/s) | %,.0f |"
                        + " | | | | |%n",
                endpoints, borne, borne * endpoints);
        halfLoad(load, endpoints, borne / 2);
        return made;
    }

    /** Deliveries for as long as something else is measured. */
    WebhookLoad keepBusy(int events) throws Exception {
        WebhookLoad load = load(gateway.gateway().database(), gateway.masterKeys(), 1);
        Blocking.get(load.happen(events));
        load.nudge();
        return load;
    }

    void awaitNothingWaiting(WebhookLoad load) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> load.waiting() == 0);
    }

    private WebhookLoad load(Database database, MasterKeys keys, int endpoints) throws Exception {
        return WebhookLoad.of(database, keys, url, endpoints);
    }

    private double posts(int requests) {
        return perSecond(
                requests, () -> WebhookLoad.withoutDatabase(gateway.gateway().vertx(), url, requests));
    }

    private double statements(int endpoints, int events) throws Exception {
        Vertx apart = Vertx.vertx();
        LocalCodec.register(apart);
        Database database = Database.connect(apart, TestDatabase.createPlain(10));
        WebhookLoad load = load(database, gateway.masterKeys(), endpoints);
        statements(load, events);
        double perSecond = statements(load, events);
        Blocking.get(database.close());
        Blocking.get(apart.close());
        return perSecond;
    }

    /** Whether claims stay as fast when many deliveries that are over lie beside. */
    void withFinished(int events, int finished) throws Exception {
        Vertx apart = Vertx.vertx();
        LocalCodec.register(apart);
        Database database = Database.connect(apart, TestDatabase.createPlain(10));
        WebhookLoad load = load(database, gateway.masterKeys(), 1);
        double without = claims(load, events);
        for (int written = 0; written < finished; written += FINISHED_AT_ONCE) {
            Blocking.get(load.finish(written, FINISHED_AT_ONCE));
        }
        double with = claims(load, events);
        System.out.printf(
                "| deliveries claimed while %,d finished ones lie beside; limit: while none do | %,.0f | | | | %,.0f"
                        + " | %.2f |%n",
                finished, with, without, with / without);
        Blocking.get(database.close());
        Blocking.get(apart.close());
    }

    private static double claims(WebhookLoad load, int events) {
        statements(load, events);
        load.takingNanos();
        statements(load, events);
        return events / (load.takingNanos() / 1e9);
    }

    private static double statements(WebhookLoad load, int events) {
        Blocking.get(load.happen(events));
        return perSecond(events, load::withoutHttp);
    }

    private double burst(WebhookLoad load, int events, int endpoints) {
        Blocking.get(load.happen(events));
        long before = received.sum();
        long begun = System.nanoTime();
        load.nudge();
        awaitAll(load, before + (long) events * endpoints);
        return events / ((System.nanoTime() - begun) / 1e9);
    }

    /** Until so many have arrived, and then until all are recorded: counting what waits takes from what is measured. */
    private void awaitAll(WebhookLoad load, long arrived) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> received.sum() >= arrived && load.waiting() == 0);
    }

    /** How many events a second are written one by one, delivered and recorded, all at the same time. */
    private double borne(WebhookLoad load, int endpoints) {
        AtomicLong events = new AtomicLong();
        long before = received.sum();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(SECONDS);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(writeUntil(end, load, events));
        }
        Blocking.get(Future.all(writers));
        awaitAll(load, before + events.get() * endpoints);
        return events.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private static Future<?> writeUntil(long end, WebhookLoad load, AtomicLong events) {
        return Rounds.whileMore(
                () -> System.nanoTime() > end,
                () -> load.happen("borne_" + events.incrementAndGet()).map(true));
    }

    private void halfLoad(WebhookLoad load, int endpoints, double eventsPerSecond) {
        arrivals.reset();
        LongAdder failed = new LongAdder();
        long events = Math.round(eventsPerSecond * SECONDS);
        long begun = System.nanoTime();
        for (long i = 0; i < events; i++) {
            long dueAt = begun + Math.round(i / eventsPerSecond * 1e9);
            while (System.nanoTime() < dueAt) {
                LockSupport.parkNanos(dueAt - System.nanoTime());
            }
            String id = "thing_" + i;
            load.happen(id)
                    .onSuccess(written -> committed.put(id, System.nanoTime()))
                    .onFailure(failure -> failed.increment());
        }
        awaitNothingWaiting(load);
        System.out.printf(
                "| … from commit to arrival at half of that, %d for each event | %,.0f | %.1f | %.1f | %d | | |%n",
                endpoints,
                eventsPerSecond * endpoints,
                arrivals.getValueAtPercentile(50) / 1e6,
                arrivals.getValueAtPercentile(99) / 1e6,
                failed.sum());
    }

    private static double perSecond(int number, Supplier<Future<?>> work) {
        long begun = System.nanoTime();
        Blocking.get(work.get());
        return number / ((System.nanoTime() - begun) / 1e9);
    }

    void close() {
        Blocking.get(vertx.close());
    }
}
