package com.plugipay.async;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.resilience.processes.ChildProcess;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any number of rounds needs the stack and the heap of one, and ends with the result of the last round. */
class RoundsTest {
    /** A chain of some thousand futures overflows it. */
    private static final List<String> SMALL = List.of("-Xss512k", "-Xmx24m", "-Dvertx.disableFileCPResolving=true");

    @ParameterizedTest
    @ValueSource(strings = {"completed", "later"})
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void aMillionRoundsFitIntoASmallHeap(String futures) {
        ChildProcess process = ChildProcess.start(SMALL, MillionRounds.class.getName(), futures);

        assertThat(process.awaitExit(Duration.ofMinutes(5)))
                .as(process.printed())
                .isZero();
    }

    @Test
    void aFailureEndsTheRounds() {
        AtomicInteger rounds = new AtomicInteger();

        Future<Void> over = Rounds.whileMore(() -> rounds.incrementAndGet() < 3
                ? Future.succeededFuture(true)
                : Future.failedFuture(new IllegalStateException("broken")));

        assertThat(over.cause()).hasMessage("broken");
        assertThat(rounds).hasValue(3);
    }

    @Test
    void anExceptionEndsTheRoundsAlsoInALaterRound() {
        Promise<Boolean> first = Promise.promise();
        AtomicInteger rounds = new AtomicInteger();
        Future<Void> over = Rounds.whileMore(() -> {
            if (rounds.getAndIncrement() > 0) {
                throw new StackOverflowError("thrown");
            }
            return first.future();
        });
        assertThat(over.isComplete()).isFalse();

        first.complete(true);

        assertThat(over.cause()).hasMessage("thrown");
    }

    @Test
    void theRoundsEndWhenThereIsNoMore() {
        AtomicInteger rounds = new AtomicInteger();

        Future<Void> over =
                Rounds.whileMore(() -> rounds.get() == 5, () -> Future.succeededFuture(rounds.incrementAndGet() > 0));

        assertThat(over.succeeded()).isTrue();
        assertThat(rounds).hasValue(5);
    }

    @Test
    void theFirstResultEndsTheRounds() {
        AtomicInteger rounds = new AtomicInteger();

        Future<Integer> result = Rounds.until(() ->
                Future.succeededFuture(Optional.of(rounds.incrementAndGet()).filter(round -> round == 4)));

        assertThat(result.result()).isEqualTo(4);
    }
}
