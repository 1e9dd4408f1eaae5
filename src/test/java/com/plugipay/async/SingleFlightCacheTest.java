package com.plugipay.async;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.support.TestGateway;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One request for all who need a value at the same time, and none for a value that is cached. */
class SingleFlightCacheTest {
    private final SingleFlightCache<String, Integer> cache = SingleFlightCache.of(Duration.ofMinutes(5));
    private final List<Promise<Integer>> requests = new ArrayList<>();

    @Test
    void whoComesWhileARequestRunsSharesIt() {
        Future<Integer> first = cache.get("a", this::request);
        Future<Integer> second = cache.get("a", this::request);
        Future<Integer> other = cache.get("b", this::request);
        assertThat(requests).hasSize(2);
        assertThat(cache.cached("a")).isEmpty();

        requests.getFirst().complete(1);
        assertThat(first.result()).isEqualTo(1);
        assertThat(second.result()).isEqualTo(1);
        assertThat(other.isComplete()).isFalse();
        assertThat(cache.cached("a")).contains(1);
        assertThat(cache.get("a", this::request).result()).isEqualTo(1);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aFailureIsForThoseWhoWaitedAndIsNotCached() {
        Future<Integer> first = cache.get("a", this::request);
        Future<Integer> second = cache.get("a", this::request);
        IllegalStateException failure = new IllegalStateException("down");
        requests.getFirst().fail(failure);
        assertThat(first.cause()).isSameAs(failure);
        assertThat(second.cause()).isSameAs(failure);
        assertThat(cache.cached("a")).isEmpty();

        Future<Integer> third = cache.get("a", this::request);
        requests.get(1).complete(3);
        assertThat(third.result()).isEqualTo(3);
    }

    @Test
    void aRequestThatThrowsFails() {
        Future<Integer> thrown = cache.get("a", () -> {
            throw new IllegalStateException("broken");
        });
        assertThat(thrown.cause()).hasMessage("broken");
        assertThat(cache.cached("a")).isEmpty();
    }

    @Test
    void whatIsInvalidatedWhileItIsRequestedIsNotCached() {
        Future<Integer> before = cache.get("a", this::request);
        cache.invalidate("a");
        Future<Integer> after = cache.get("a", this::request);
        assertThat(requests).hasSize(2);
        requests.get(1).complete(2);
        requests.get(0).complete(1);
        assertThat(before.result()).isEqualTo(1);
        assertThat(after.result()).isEqualTo(2);
        assertThat(cache.cached("a")).contains(2);
    }

    @Test
    void aFailureDoesNotRemoveALaterValue() {
        Future<Integer> before = cache.get("a", this::request);
        cache.invalidate("a");
        cache.get("a", this::request);
        requests.get(1).complete(2);
        requests.get(0).fail("down");
        assertThat(before.failed()).isTrue();
        assertThat(cache.cached("a")).contains(2);
    }

    @Test
    void oneOfSeveralValuesCanBeInvalidated() {
        cache.get("a", this::request);
        cache.invalidateIf("a", value -> true);
        requests.getFirst().complete(1);
        assertThat(cache.cached("a")).as("a running request stays").contains(1);
        cache.invalidateIf("a", value -> value == 2);
        assertThat(cache.cached("a")).contains(1);
        cache.invalidateIf("a", value -> value == 1);
        assertThat(cache.cached("a")).isEmpty();
    }

    @Test
    void aValueThatIsNotFreshIsRequestedAgain() {
        AtomicInteger stale = new AtomicInteger();
        SingleFlightCache<String, Integer> fresh =
                SingleFlightCache.of(Caffeine.newBuilder().maximumSize(10), value -> value > stale.get());
        fresh.get("a", this::request);
        requests.getFirst().complete(1);
        assertThat(fresh.get("a", this::request).result()).isEqualTo(1);
        stale.set(1);
        assertThat(fresh.cached("a")).isEmpty();
        Future<Integer> again = fresh.get("a", this::request);
        requests.get(1).complete(2);
        assertThat(again.result()).isEqualTo(2);
    }

    @Test
    void eachContinuesOnItsOwnEventLoop() {
        Vertx vertx = Vertx.vertx();
        try {
            List<Context> loops = List.of(loop(vertx), loop(vertx));
            Promise<Integer> slow = Promise.promise();
            List<Future<Context>> continued = loops.stream()
                    .map(loop -> Future.<Context>future(done -> loop.runOnContext(go -> cache.get("a", slow::future)
                            .map(value -> Vertx.currentContext())
                            .onComplete(done))))
                    .toList();
            slow.complete(1);
            for (int i = 0; i < loops.size(); i++) {
                assertThat(TestGateway.get(continued.get(i))).isEqualTo(loops.get(i));
            }
        } finally {
            TestGateway.get(vertx.close());
        }
    }

    private static Context loop(Vertx vertx) {
        return ((ContextInternal) vertx.getOrCreateContext()).owner().createEventLoopContext();
    }

    private Future<Integer> request() {
        Promise<Integer> promise = Promise.promise();
        requests.add(promise);
        return promise.future();
    }
}
