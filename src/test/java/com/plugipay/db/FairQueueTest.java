package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In which order requesters have their turns, and who waits for whom. */
@ExtendWith(VertxExtension.class)
class FairQueueTest {
    private static final int PLACES = 4;
    private static final int PLACES_OF_ONE = 3;
    private static final int WAITING_OF_ONE = 50;
    private static final int WAITING = 70;
    private static final long LONG = 60_000;

    private final Vertx vertx;
    private FairQueue queue;

    /** The running work, in the order in which it began. */
    private final Deque<Running> running = new ArrayDeque<>();

    /** In nanoseconds. */
    private final Queue<Long> waits = new ConcurrentLinkedQueue<>();

    private record Running(String whose, Promise<Void> end) {}

    FairQueueTest(Vertx vertx) {
        this.vertx = vertx;
        queue = queue(vertx, LONG);
    }

    @Test
    void aRequesterThatComesAfterACrowdIsNext() {
        List<Future<Void>> crowd = ask("crowd", PLACES_OF_ONE + 40);
        ask("other", PLACES - PLACES_OF_ONE);
        ask("quiet", 1);
        assertRunning("crowd", "crowd", "crowd", "other");

        endFirst();
        endFirst();

        assertRunning("crowd", "other", "crowd", "quiet");
        assertThat(crowd.stream().filter(Future::isComplete)).hasSize(2);
    }

    @Test
    void whatTheNodeDoesItselfDoesNotCrowdIt() {
        ask(Requester.NODE, 5 * PLACES);
        assertThat(queue.isCrowded()).isTrue();
        assertThat(queue.isCrowdedByRequests()).isFalse();
        ask("shop", PLACES);
        assertThat(queue.isCrowdedByRequests()).isFalse();
        ask("other", 1);
        assertThat(queue.isCrowdedByRequests()).isTrue();
    }

    @Test
    void aCrowdLeavesAPlaceForOthers() {
        ask("crowd", 40);
        assertRunning("crowd", "crowd", "crowd");

        ask("quiet", 1);

        assertRunning("crowd", "crowd", "crowd", "quiet");
    }

    @Test
    void theNodeItselfMayUseAllPlaces() {
        ask(Requester.NODE, 10);
        assertRunning(Requester.NODE, Requester.NODE, Requester.NODE, Requester.NODE);
    }

    @Test
    void crowdsTakeTurns() {
        ask("a", 20);
        ask("b", 20);
        ask("c", 20);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            order.add(endFirst());
        }
        assertThat(order.subList(6, 30)).satisfies(turns -> {
            for (String whose : List.of("a", "b", "c")) {
                assertThat(turns.stream().filter(whose::equals)).hasSizeBetween(7, 9);
            }
        });
    }

    @Test
    void aFullQueueRefusesAndFullQueuesRefuseThoseThatWaitAlready() {
        List<Future<Void>> crowd = ask("crowd", PLACES_OF_ONE + WAITING_OF_ONE + 5);
        assertThat(crowd.stream().filter(Future::failed))
                .hasSize(5)
                .allMatch(refused -> refused.cause() instanceof RejectedExecutionException);

        List<Future<Void>> second = ask("second", 30);
        assertThat(second.stream().filter(Future::failed)).hasSize(30 - 1 - (WAITING - WAITING_OF_ONE));

        assertThat(ask("quiet", 1)).noneMatch(Future::isComplete);
    }

    @Test
    void workThatHasWaitedTooLongFailsAndTakesNoPlace() {
        queue = queue(vertx, 50);
        List<Future<Void>> crowd = ask("crowd", PLACES_OF_ONE + 2);
        Awaitility.await().until(() -> crowd.stream().filter(Future::failed).count() == 2);
        assertThat(crowd.getLast().cause()).isInstanceOf(TimeoutException.class);

        endFirst();
        endFirst();
        ask("crowd", 2);

        assertRunning("crowd", "crowd", "crowd");
    }

    @Test
    void tellsHowLongEachHasWaited() {
        queue = queue(vertx, 50);
        ask("one", PLACES_OF_ONE);
        assertThat(waits).containsExactly(0L, 0L, 0L);

        ask("one", 1);
        Awaitility.await().until(() -> waits.size() == PLACES_OF_ONE + 1);
        assertThat(waits.stream().mapToLong(Long::longValue).max().orElseThrow())
                .as("its time was over")
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));

        queue = queue(vertx, LONG);
        waits.clear();
        running.clear();
        ask("one", PLACES_OF_ONE + 1);
        endFirst();
        Awaitility.await().until(() -> waits.size() == PLACES_OF_ONE + 1);
        assertThat(waits.stream().filter(wait -> wait > 0)).hasSize(1);

        queue = queue(vertx, LONG);
        ask("one", PLACES_OF_ONE + WAITING_OF_ONE);
        waits.clear();
        assertThat(ask("one", 1)).allMatch(Future::failed);
        assertThat(waits).as("what is refused at once has not waited").isEmpty();
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 3 * PLACES; i++) {
            Future<Void> failed = queue.run("one", () -> Future.failedFuture("no"));
            assertThat(failed.failed()).isTrue();
            Future<Void> thrown = queue.run("one", () -> {
                throw new IllegalStateException("no");
            });
            assertThat(thrown.failed()).isTrue();
        }
        ask("one", PLACES_OF_ONE);
        assertRunning("one", "one", "one");
    }

    @Test
    void waitingWorkContinuesOnItsOwnContext() {
        ask("crowd", PLACES_OF_ONE);
        Context context = vertx.getOrCreateContext();
        AtomicReference<Context> began = new AtomicReference<>();
        context.runOnContext(now -> queue.run("crowd", () -> {
            began.set(Vertx.currentContext());
            return Future.succeededFuture();
        }));
        Promise<Void> asked = Promise.promise();
        context.runOnContext(asked::complete);
        Awaitility.await().until(() -> asked.future().isComplete());

        endFirst();

        Awaitility.await().until(() -> context.equals(began.get()));
    }

    private FairQueue queue(Vertx vertx, long longestWaitMs) {
        return new FairQueue(
                vertx, new FairQueue.Limits(PLACES, PLACES_OF_ONE, WAITING_OF_ONE, WAITING, longestWaitMs), waits::add);
    }

    private List<Future<Void>> ask(String whose, int times) {
        List<Future<Void>> asked = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            asked.add(queue.run(whose, () -> {
                Promise<Void> end = Promise.promise();
                synchronized (running) {
                    running.add(new Running(whose, end));
                }
                return end.future();
            }));
        }
        return asked;
    }

    /** Ends the work that began first, and returns whose it was. */
    private String endFirst() {
        Running first = Awaitility.await()
                .until(
                        () -> {
                            synchronized (running) {
                                return running.poll();
                            }
                        },
                        found -> found != null);
        first.end().complete();
        return first.whose();
    }

    private void assertRunning(String... whose) {
        Awaitility.await().untilAsserted(() -> {
            synchronized (running) {
                assertThat(running.stream().map(Running::whose)).containsExactlyInAnyOrder(whose);
            }
        });
    }
}
