package com.plugipay.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.plugipay.support.TestGateway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A provider that responds slowly for one workspace does not delay the items of others. */
@ExtendWith(VertxExtension.class)
class SlowAccountTest {
    private static final int OF_EACH = 40;
    private static final int OF_ONE = 10;
    private static final int BATCH = 32;

    private final Vertx vertx;
    private final Waiting due = new Waiting();
    private final Work work = Work.callingProviders("asking", Duration.ofMillis(50), BATCH, due);
    private final WorkVerticle worker;

    /** Many items of a workspace whose calls get no response, followed by items of two others. */
    private static final class Waiting implements DueWork<Waiting.Item> {
        private final ConcurrentLinkedQueue<Item> due = new ConcurrentLinkedQueue<>();
        private final List<Item> running = new CopyOnWriteArrayList<>();
        private final List<Item> finished = new CopyOnWriteArrayList<>();
        private final Promise<WorkResult> answer = Promise.promise();
        private final AtomicReference<@Nullable Context> context = new AtomicReference<>();

        private record Item(String workspaceId, int number) {}

        Waiting() {
            Stream.of("ws_slow", "ws_one", "ws_other")
                    .forEach(workspace -> IntStream.range(0, OF_EACH).forEach(i -> due.add(new Item(workspace, i))));
        }

        @Override
        public Future<List<Item>> claim(Instant now, int most, Set<String> busy) {
            List<Item> claimed = due.stream()
                    .filter(item -> !busy.contains(item.workspaceId()))
                    .limit(most)
                    .toList();
            due.removeAll(claimed);
            return Future.succeededFuture(claimed);
        }

        @Override
        public String id(Item item) {
            return item.toString();
        }

        @Override
        public String workspaceId(Item item) {
            return item.workspaceId();
        }

        @Override
        public Future<WorkResult> run(Item item, Instant now) {
            context.set(Vertx.currentContext());
            running.add(item);
            return item.workspaceId().equals("ws_slow") ? answer.future() : Future.succeededFuture(WorkResult.DONE);
        }

        @Override
        public @Nullable Instant again(Item item, Instant now) {
            return null;
        }

        @Override
        public Future<?> end(List<Ended<Item>> ended, Instant now) {
            ended.forEach(each -> finished.add(each.item()));
            return Future.succeededFuture();
        }

        List<Item> of(List<Item> items, String workspaceId) {
            return items.stream()
                    .filter(item -> item.workspaceId().equals(workspaceId))
                    .toList();
        }
    }

    SlowAccountTest(Vertx vertx) {
        this.vertx = vertx;
        worker = new WorkVerticle(vertx, work, new SimpleMeterRegistry(), InstantSource.system());
    }

    @Test
    void skippedItemsAreClaimedWhenOthersHaveEnded() {
        due.due.removeIf(item -> !item.workspaceId().equals("ws_slow") || item.number() >= OF_ONE + 2);
        DueRounds<Waiting.Item> rounds = new DueRounds<>(
                vertx, "asking", due, new DueRounds.Limits(BATCH, 2 * BATCH, OF_ONE), new SimpleMeterRegistry());
        Future<Boolean> first = rounds.run(Instant.EPOCH);

        assertThat(TestGateway.get(rounds.run(Instant.EPOCH)))
                .as("it has enough under way")
                .isFalse();

        due.answer.complete(WorkResult.DONE);
        assertThat(TestGateway.get(first)).as("there may be more").isTrue();
        assertThat(due.finished).hasSize(OF_ONE + 2);
    }

    @Test
    void otherWorkspacesContinueWhileOneHangs() {
        TestGateway.get(vertx.deployVerticle(worker));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> due.of(due.finished, "ws_one").size() == OF_EACH
                        && due.of(due.finished, "ws_other").size() == OF_EACH);
        assertThat(due.of(due.running, "ws_slow")).hasSize(OF_ONE);
        assertThat(due.due).as("left to other nodes").hasSize(OF_EACH - BATCH);

        AtomicBoolean isWaiting = new AtomicBoolean();
        // On the worker's event loop, so that no round begins between the stop and the answer.
        TestGateway.get(Future.<Void>future(
                promise -> Objects.requireNonNull(due.context.get()).runOnContext(ignored -> {
                    Future<?> stopped = worker.stop();
                    isWaiting.set(!stopped.isComplete());
                    due.answer.complete(WorkResult.DONE);
                    stopped.<Void>mapEmpty().onComplete(promise);
                })));
        assertThat(isWaiting).isTrue();
        assertThat(due.finished).hasSize(2 * OF_EACH + BATCH).doesNotHaveDuplicates();
        assertThat(due.running).containsExactlyInAnyOrderElementsOf(due.finished);
    }
}
