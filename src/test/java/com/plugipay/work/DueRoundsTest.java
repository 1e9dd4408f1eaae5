package com.plugipay.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.support.LogWatch;
import com.plugipay.support.TestGateway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every item gets a result, and a result that is lost is logged. */
@ExtendWith(VertxExtension.class)
class DueRoundsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    /** Other tests log at the same time. */
    private final String worker = "failing-" + Ids.alphanumeric(8);

    private final LogWatch log = LogWatch.of(DueRounds.class.getName());
    private final Failing work = new Failing();
    private final DueRounds<String> rounds;

    /** Two items that fail, and have failed for too long. */
    private static final class Failing implements DueWork<String> {
        private final List<Ended<String>> ended = new ArrayList<>();
        private Throwable failure = new IllegalStateException("unexpected");
        private Future<?> written = Future.succeededFuture();

        @Override
        public Future<List<String>> claim(Instant now, int most, Set<String> busy) {
            return Future.succeededFuture(List.of("item_one", "item_two"));
        }

        @Override
        public String id(String item) {
            return item;
        }

        @Override
        public String workspaceId(String item) {
            return "ws_one";
        }

        @Override
        public Future<WorkResult> run(String item, Instant now) {
            return Future.failedFuture(failure);
        }

        @Override
        public @Nullable Instant again(String item, Instant now) {
            return null;
        }

        @Override
        public Future<?> end(List<Ended<String>> results, Instant now) {
            ended.addAll(results);
            return written;
        }
    }

    DueRoundsTest(Vertx vertx) {
        rounds = new DueRounds<>(vertx, worker, work, DueRounds.Limits.of(10), new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void anItemThatFailsForLongEnoughIsGivenUp() {
        TestGateway.get(rounds.run(NOW));

        assertThat(work.ended)
                .extracting(DueWork.Ended::result)
                .containsExactly(new WorkResult.GivenUp("internal"), new WorkResult.GivenUp("internal"));
        assertThat(logged()).hasSize(2);
    }

    @Test
    void noItemIsGivenUpBecauseTheDatabaseIsUnavailable() {
        work.failure = ErrorCode.UNAVAILABLE.exception();

        TestGateway.get(rounds.run(NOW));

        WorkResult afterTheLease = new WorkResult.Again(null, NOW.plus(DueWork.LEASE));
        assertThat(work.ended).extracting(DueWork.Ended::result).containsExactly(afterTheLease, afterTheLease);
        assertThat(logged()).isEmpty();
    }

    @Test
    void resultsThatCannotBeWrittenAreLoggedWithTheirIds() {
        work.written = Future.failedFuture(new IllegalStateException("refused"));

        assertThat(rounds.run(NOW).failed()).isTrue();

        assertThat(logged()).last().asString().contains("ids=\"item_one item_two\"");
    }

    /** Otherwise nobody would work on them until the lease is over. */
    @Test
    void itemsThatBecomeDueAgainBeforeTheirResultIsWrittenStayDue() {
        Promise<Void> written = Promise.promise();
        work.written = written.future();
        Future<Boolean> first = rounds.run(NOW);
        TestGateway.get(rounds.run(NOW));
        assertThat(work.ended).hasSize(2);

        work.written = Future.succeededFuture();
        written.complete();
        TestGateway.get(first);

        WorkResult atOnce = new WorkResult.Again(null, NOW);
        assertThat(work.ended).hasSize(4);
        assertThat(work.ended.subList(2, 4)).extracting(DueWork.Ended::result).containsExactly(atOnce, atOnce);
    }

    private List<String> logged() {
        return log.lines().stream().filter(line -> line.contains(worker)).toList();
    }
}
