package com.plugipay.bench;

import com.plugipay.support.Api;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the API while people sign in, whose passwords are hashed: at full load, and at a quarter of it, where latency
 * tells more than throughput. Alone and beside take turns, as the machine's speed changes from one minute to the next.
 */
final class SignInBenchmark implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int POOL_SIZE = 10;
    private static final int CUSTOMERS = 1_000;
    private static final double MODERATE = 0.25;
    private static final long SECONDS = Long.getLong("bench.seconds", 30);

    /** Whether people sign in, slice by slice. */
    private static final boolean[] TURNS = {false, true, true, false};

    private static final int LOADS = 4;
    private static final String TARGET = "/v1/customers";
    private static final String CUSTOMER = "{\"name\":\"Siti\",\"email\":\"siti@shop.example\"}";

    private final TestGateway gateway = TestGateway.withoutProviders(TestDatabase.createPlain(POOL_SIZE));
    private final Api api = gateway.merchant();
    private final SignedRequests requests = new SignedRequests(api.key());
    private final HttpLoad http = new HttpLoad(gateway.gateway().port(), CONNECTIONS);
    private final SignInLoad people =
            new SignInLoad(gateway, (int) (SECONDS * SignInLoad.PER_SECOND * LOADS * TURNS.length));
    private final Set<Long> ofLoad = Set.of(http.threadId(), people.threadId());
    private final List<Result> signIns = new ArrayList<>();
    private ThreadTimes hashing = new ThreadTimes(0, 0);

    /** A request, and how much of it there is; 0 a second for as much as is possible. */
    private record Load(String what, int status, Supplier<Buffer> request, double perSecond) {
        Load at(double rate) {
            return new Load(what, status, request, rate);
        }
    }

    /** What a load was, and the CPU time of the event loops for each of its requests in microseconds. */
    private record Measured(Result result, double micros) {}

    /** Prints the rows. */
    void run() {
        Supplier<Buffer> create = () ->
                requests.request("POST", TARGET, CUSTOMER, UUID.randomUUID().toString());
        compare(new Load("signed `POST /v1/customers`", 201, create, 0));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            ids.add(api.post(TARGET, CUSTOMER).expect(201).id());
        }
        // A signature is good for five minutes.
        Supplier<Buffer> get = () -> requests.request(
                "GET", TARGET + '/' + ids.get(ThreadLocalRandom.current().nextInt(CUSTOMERS)), "", null);
        compare(new Load("signed `GET /v1/customers/{id}`", 200, get, 0));
    }

    private void printSignIns() {
        Result signedIn = Result.mean(signIns);
        double number = signedIn.perSecond() * SECONDS * signIns.size();
        System.out.printf(
                "| … sign-ins meanwhile, %.0f ms of CPU each | %.1f | %.1f | %.1f | %d | %.0f | %.2f |%n",
                hashing.hashes() / 1e6 / number,
                signedIn.perSecond(),
                signedIn.p50(),
                signedIn.p99(),
                signedIn.errors(),
                SignInLoad.PER_SECOND,
                signedIn.perSecond() / SignInLoad.PER_SECOND);
        if (signedIn.errors() > 0) {
            System.out.println("FAILED: " + signedIn.errors() + " sign-ins were refused");
        }
        signIns.clear();
        hashing = new ThreadTimes(0, 0);
    }

    private void compare(Load load) {
        slice(load, false);
        slice(load, true);
        signIns.clear();
        hashing = new ThreadTimes(0, 0);
        double most = both(load, "");
        both(load.at(Math.floor(most * MODERATE)), " at a quarter of that");
    }

    /** Gives the throughput alone. */
    private double both(Load load, String how) {
        List<Measured> alone = new ArrayList<>();
        List<Measured> beside = new ArrayList<>();
        for (boolean isBeside : TURNS) {
            (isBeside ? beside : alone).add(slice(load, isBeside));
        }
        Result limit = print(load.what() + how + ", alone", alone, null);
        print(load.what() + how + " beside sign-ins; the limit is alone", beside, limit);
        printSignIns();
        return limit.perSecond();
    }

    private Measured slice(Load load, boolean isBeside) {
        ThreadTimes before = ThreadTimes.without(ofLoad);
        CompletableFuture<Result> signingIn = isBeside ? people.begin(SECONDS) : null;
        Result result = load.perSecond() == 0
                ? http.run(SECONDS, load.status(), load.request())
                : http.runAt(load.perSecond(), SECONDS, load.status(), load.request());
        if (signingIn != null) {
            signIns.add(signingIn.join());
        }
        ThreadTimes used = ThreadTimes.without(ofLoad).since(before);
        hashing = hashing.plus(used);
        return new Measured(result, used.eventLoops() / 1e3 / (result.perSecond() * SECONDS));
    }

    private static Result print(String what, List<Measured> slices, @Nullable Result limit) {
        Result mean = Result.mean(slices.stream().map(Measured::result).toList());
        System.out.printf(
                "| %s (%.0f µs of the event loops each) | %,.0f | %.1f | %.1f | %d | %s |%n",
                what,
                slices.stream().mapToDouble(Measured::micros).average().orElse(0),
                mean.perSecond(),
                mean.p50(),
                mean.p99(),
                mean.errors(),
                limit == null
                        ? " | "
                        : "%,.0f | %.2f".formatted(limit.perSecond(), mean.perSecond() / limit.perSecond()));
        return mean;
    }

    @Override
    public void close() {
        http.close();
        people.close();
        gateway.close();
    }
}
