package com.plugipay.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.billing.clocks.TestClockStore;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.work.DueWork.Ended;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The late result of a claim does not end the next claim of its row, whose work nobody would do any more. */
@ExtendWith(VertxExtension.class)
class StaleClaimTest {
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private final DatabaseConfig config = TestDatabase.create();
    private final DirectSql sql = new DirectSql(config);
    private final Database database;
    private final Claims claims;

    StaleClaimTest(Vertx vertx) {
        database = Database.connect(vertx, config);
        claims = new Claims(database, "node", () -> NOW);
        TestGateway.get(claims.begin(List.of(TestClockStore.DUE)));
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void aLateResultEndsOnlyItsOwnClaim() {
        sql.change("""
                insert into test_clocks (workspace_id, mode, id, name, frozen_time, status, advancing_to, due_at, tries,
                    created_at, updated_at)
                select 'ws_1', 'test', 'clock_1', 'A', t, 'advancing', t, t, 0, t, t
                  from (values ('2027-01-01T00:00:00Z'::timestamptz)) as moments (t)""");
        List<Claimed<String>> first = claim(NOW);
        sql.change("update test_clocks set due_at = '2027-01-01T00:00:01Z', claimed_by = null");
        List<Claimed<String>> second = claim(NOW.plusSeconds(2));
        assertThat(second).hasSameSizeAs(first).hasSize(1);

        end(first);
        assertThat(unclaimed()).isEmpty();
        end(second);
        assertThat(unclaimed()).containsExactly("clock_1");
    }

    private List<Claimed<String>> claim(Instant now) {
        return TestGateway.get(claims.claim(TestClockStore.DUE, null, now, 10, Set.of(), row -> row.getString("id")));
    }

    private void end(List<Claimed<String>> claimed) {
        TestGateway.get(
                claims.end(TestClockStore.DUE, null, List.of(new Ended<>(claimed.getFirst(), WorkResult.DONE)), NOW));
    }

    private List<String> unclaimed() {
        return sql.texts("select id from test_clocks where claimed_by is null and due_at is null");
    }
}
