package com.plugipay.resilience.billing;

import com.plugipay.resilience.money.StandInControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A test clock with customers, who live through years of it. */
final class SimulatedClock {
    private static final int SUBSCRIPTIONS_OF_CUSTOMER = 5;
    /** A charge whose request was lost ends after the next kill only, which may be long in a large simulation. */
    private static final Duration PATIENCE = Outages.PATIENCE;

    private static final List<Instant> STARTS = List.of(
            Instant.parse("2027-01-31T17:00:00Z"),
            Instant.parse("2027-12-29T03:20:10Z"),
            Instant.parse("2028-02-29T23:59:59Z"),
            Instant.parse("2027-03-28T01:30:00Z"),
            Instant.parse("2027-06-15T06:00:00Z"));

    private final SimulatedMerchant merchant;
    private final SplittableRandom random;
    private final AtomicInteger rounds;
    private final String id;
    private final Instant start;
    private final List<SimulatedCustomer> customers = new ArrayList<>();

    /**
     * Makes the clock with its customers and their subscriptions, while nothing goes wrong.
     *
     * @param rounds counts the advances of all clocks
     */
    SimulatedClock(
            SimulatedMerchant merchant,
            StandInControl standIns,
            int number,
            int subscriptions,
            long seed,
            AtomicInteger rounds) {
        this.merchant = merchant;
        this.random = new SplittableRandom(seed);
        this.rounds = rounds;
        this.start = STARTS.get(number % STARTS.size());
        this.id = merchant.api()
                .post("/v1/test-clocks", "{\"name\":\"Clock " + number + "\",\"frozenTime\":\"" + start + "\"}")
                .expect(201)
                .id();
        for (int made = 0; made < subscriptions; made++) {
            if (made % SUBSCRIPTIONS_OF_CUSTOMER == 0) {
                String name = "clock-" + number + "-customer-" + made;
                customers.add(new SimulatedCustomer(merchant, standIns, name, id, random.split()));
            }
            customers.getLast().subscribe(start);
        }
    }

    /** Advances in steps of random length; between them, and during them, things happen to the subscriptions. */
    void live(Duration howLong) {
        Instant end = start.plus(howLong);
        Instant now = start;
        while (now.isBefore(end)) {
            act(now);
            Instant next = now.plus(Duration.ofMinutes(random.nextLong(24 * 60, 60 * 24 * 60)));
            now = next.isAfter(end) ? end : next;
            String to = "{\"to\":\"" + now + "\"}";
            String key = id + '-' + now;
            // It is answered when the clock is ready, and things happen meanwhile.
            CompletableFuture<Void> advancing = CompletableFuture.runAsync(
                    () -> merchant.shop()
                            .insist("POST", "/v1/test-clocks/" + id + "/advance", to, key)
                            .expect(200),
                    Thread::startVirtualThread);
            if (random.nextBoolean()) {
                act(now);
            }
            advancing.join();
            awaitReady();
            rounds.incrementAndGet();
        }
    }

    private void act(Instant now) {
        IntStream.range(0, Math.ceilDiv(customers.size() * SUBSCRIPTIONS_OF_CUSTOMER, 3))
                .forEach(i -> customers.get(random.nextInt(customers.size())).act(now));
    }

    private void awaitReady() {
        Awaitility.await(id)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(700))
                .until(() -> merchant.shop()
                        .get("/v1/test-clocks/" + id)
                        .expect(200)
                        .text("status")
                        .equals("ready"));
    }
}
