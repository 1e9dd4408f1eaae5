package com.plugipay.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.TestDirectory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds take the stack and the heap of one, and end with what the last of them comes to. */
class RoundsTest {
    /** Of a chain of futures, some thousands overflow it. */
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-Xss512k", "-Xmx24m");

    @ParameterizedTest
    @ValueSource(strings = {"completed", "later"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aMillionOfThemFitIntoASmallColdProcess(String futures) throws Exception {
        Process process = start(futures);
        TestDirectory.atTheEnd(process::destroyForcibly);

        assertThat(process.waitFor())
                .as(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
    }

    private static Process start(String futures) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        command.addAll(List.of(
                "-Dvertx.disableFileCPResolving=true",
                "-cp",
                System.getProperty("java.class.path"),
                MillionRounds.class.getName(),
                futures));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void aFailureEndsThem() {
        AtomicInteger rounds = new AtomicInteger();

        Future<Void> over = Rounds.whileMore(() -> rounds.incrementAndGet() < 3
                ? Future.succeededFuture(true)
                : Future.failedFuture(new IllegalStateException("broken")));

        assertThat(over.cause()).hasMessage("broken");
        assertThat(rounds).hasValue(3);
    }

    @Test
    void whatIsThrownEndsThemAlsoWhenItComesLater() {
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
    void theyEndWhenTheyAreToStop() {
        AtomicInteger rounds = new AtomicInteger();

        Future<Void> over =
                Rounds.whileMore(() -> rounds.get() == 5, () -> Future.succeededFuture(rounds.incrementAndGet() > 0));

        assertThat(over.succeeded()).isTrue();
        assertThat(rounds).hasValue(5);
    }

    @Test
    void theFirstResultIsThatOfThemAll() {
        AtomicInteger rounds = new AtomicInteger();

        Future<Integer> result = Rounds.until(() ->
                Future.succeededFuture(Optional.of(rounds.incrementAndGet()).filter(round -> round == 4)));

        assertThat(result.result()).isEqualTo(4);
    }
}
