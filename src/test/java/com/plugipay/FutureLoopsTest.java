package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.async.Rounds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Loops that are chains of futures are found in every form, and loops whose rounds start anew are not. */
class FutureLoopsTest {
    @Test
    void findsEveryShape() {
        Set<String> found = FutureLoops.in(List.of(Path.of("target", "test-classes"))).stream()
                .filter(each -> each.startsWith("com.plugipay.FutureLoopsTest$"))
                .map(each -> each.substring(each.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());

        assertThat(found)
                .containsExactlyInAnyOrder(
                        "byCompose",
                        "byRecover",
                        "byTransform",
                        "byOnSuccess",
                        "byReference",
                        "nested",
                        "one",
                        "overridden",
                        "byHelper",
                        "byVariable");
    }

    interface Loop {
        Future<Void> round();
    }

    static class Loops implements Loop {
        private final Loop itself = this;

        Future<Boolean> work() {
            return Future.succeededFuture(true);
        }

        Future<Void> byCompose() {
            return work().compose(more -> more ? byCompose() : Future.succeededFuture());
        }

        Future<Boolean> byRecover() {
            return work().recover(failure -> byRecover());
        }

        Future<Boolean> byTransform() {
            return work().transform(outcome -> outcome.failed() ? byTransform() : Future.succeededFuture());
        }

        void byOnSuccess() {
            work().onSuccess(more -> {
                if (more) {
                    byOnSuccess();
                }
            });
        }

        Future<Void> byReference(boolean more) {
            return more ? work().compose(this::byReference) : Future.succeededFuture();
        }

        Future<Void> nested() {
            return work().compose(one -> work().compose(two -> nested()));
        }

        Future<Void> one() {
            return work().compose(more -> other());
        }

        Future<Void> other() {
            return one();
        }

        @Override
        public Future<Void> round() {
            return overridden();
        }

        Future<Void> overridden() {
            return work().compose(more -> itself.round());
        }

        Future<Boolean> byHelper() {
            return twice(() -> byHelper());
        }

        private static Future<Boolean> twice(Supplier<Future<Boolean>> round) {
            return round.get().compose(more -> more ? round.get() : Future.succeededFuture(false));
        }

        Future<Boolean> byVariable() {
            Supplier<Future<Boolean>> again = () -> byVariable();
            return twice(again);
        }

        Future<Void> byRounds() {
            return Rounds.whileMore(() -> work().compose(more -> work()));
        }

        void byTimer(Vertx vertx) {
            work().onComplete(over -> vertx.setTimer(1, tick -> byTimer(vertx)));
        }

        Future<Void> overSome(int some) {
            Future<Void> all = Future.succeededFuture();
            for (int i = 0; i < some; i++) {
                all = all.compose(done -> work().mapEmpty());
            }
            return all;
        }
    }
}
