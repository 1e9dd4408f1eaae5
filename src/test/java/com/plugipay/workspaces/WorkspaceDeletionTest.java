package com.plugipay.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.async.Rounds;
import com.plugipay.auth.Authenticator;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.DirectSql;
import com.plugipay.support.LogWatch;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workspace whose seven days are over is deleted, whatever happens meanwhile; and nothing of another one. */
@ExtendWith(VertxExtension.class)
class WorkspaceDeletionTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Vertx vertx;
    private final Database database;
    private final DirectSql sql;
    private final FullWorkspace deleted;
    private final FullWorkspace kept;
    private final Map<String, Long> before;
    private final Instant now = Instant.now().plus(Duration.ofDays(8)).truncatedTo(ChronoUnit.MILLIS);

    /** Two workspaces, of which one is to be deleted; without a running gateway, whose workers would write more rows. */
    private record Original(DatabaseConfig config, FullWorkspace deleted, FullWorkspace kept) {}

    private static Original original;

    @BeforeAll
    static void makeOriginal() {
        DatabaseConfig config = TestDatabase.create(4);
        try (TestGateway gateway = TestGateway.start(config)) {
            FullWorkspace deleted = FullWorkspace.make(gateway);
            deleted.scheduleDeletion();
            original = new Original(config, deleted, FullWorkspace.make(gateway));
        }
    }

    WorkspaceDeletionTest(Vertx vertx) {
        DatabaseConfig config = TestDatabase.copyOf(original.config());
        this.vertx = vertx;
        this.database = Database.connect(vertx, config);
        this.sql = new DirectSql(config);
        this.deleted = original.deleted().in(config);
        this.kept = original.kept().in(config);
        this.before = kept.counts();
        assertThat(before).as("rows in every table").doesNotContainValue(0L);
        assertThat(deleted.counts()).as("rows in every table").doesNotContainValue(0L);
    }

    @AfterEach
    void close() {
        TestGateway.get(database.close());
    }

    @Test
    void everythingOfItIsDeletedAndNothingOfAnother() {
        assertThat(round(now.minus(Duration.ofDays(2)))).as("before its time").isFalse();
        assertThat(deleted.counts()).doesNotContainValue(0L);

        roundsAt(now);

        assertThat(deleted.isGone()).as(deleted.counts().toString()).isTrue();
        assertThat(kept.counts()).isEqualTo(before);
        assertThat(sql.rows("select id, deleted_at = ?::timestamptz as then from deleted_workspaces", now.toString()))
                .containsExactly(Map.of("id", deleted.id(), "then", "t"));
    }

    @Test
    void aDeletionThatIsTakenBackIsNone() {
        sql.change("update workspaces set deletion_due_at = null where id = ?", deleted.id());
        Map<String, Long> all = deleted.counts();

        assertThat(round(now)).isFalse();

        assertThat(deleted.counts()).isEqualTo(all);
    }

    /** Each round is of a node that knows nothing of the others, as after a kill between two; one within a batch undoes it. */
    @Test
    void everyRoundMayBeOfAnotherNode() {
        int rounds = 0;
        while (round(now)) {
            rounds++;
        }
        assertThat(rounds).isGreaterThan(WorkspaceTables.ALL.size());
        assertThat(deleted.isGone()).isTrue();
    }

    @Test
    void aBatchThatFailsIsTriedAgainAndDelaysNoOther() {
        sql.change("""
                create function refuse() returns trigger language plpgsql as $$ begin raise 'no' using errcode = 'P0001'; end $$""");
        sql.change("create trigger refused before delete on payments for each row when (old.workspace_id = '"
                + deleted.id() + "') execute function refuse()");
        sql.change("update workspaces set deletion_due_at = now() where id = ?", kept.id());

        try (LogWatch log = LogWatch.of(WorkspaceDeletion.class.getName())) {
            roundsAt(now);
            assertThat(log.lines()).anyMatch(line -> line.contains(deleted.id()) && line.contains("payments"));
        }
        assertThat(kept.isGone()).isTrue();
        assertThat(deleted.counts()).containsEntry("refunds", 0L).doesNotContainEntry("payments", 0L);

        sql.change("drop trigger refused on payments");
        assertThat(round(now)).as("not at once").isFalse();
        roundsAt(now.plusSeconds(10));
        assertThat(deleted.isGone()).isTrue();
    }

    @Test
    void twoNodesAtOnceDeleteTheSame() {
        sql.change("update workspaces set deletion_due_at = now() where id = ?", kept.id());
        WorkspaceDeletion first = node();
        WorkspaceDeletion second = node();
        Future<Void> both = Future.all(
                        Rounds.whileMore(() -> first.round(now)), Rounds.whileMore(() -> second.round(now)))
                .mapEmpty();
        TestGateway.get(both);
        // A node ends when the other one has locked what is left.
        roundsAt(now);

        assertThat(deleted.isGone()).isTrue();
        assertThat(kept.isGone()).isTrue();
    }

    @Test
    void whatARequestHasWrittenMeanwhileIsDeletedADayLater() {
        roundsAt(now);
        write("customers", "id, created_at, updated_at", "'cus_late', now(), now()");

        assertThat(round(now.plus(DAY).minusSeconds(1))).as("not yet").isFalse();
        roundsAt(now.plus(DAY));
        assertThat(deleted.isGone()).isTrue();

        write("customers", "id, created_at, updated_at", "'cus_later', now(), now()");
        roundsAt(now.plus(DAY).plusSeconds(600));
        assertThat(deleted.isGone()).as("as long as it finds something").isTrue();
        roundsAt(now.plus(DAY).plusSeconds(1_200));
        assertThat(sql.number("select count(*) from deleted_workspaces where due_at is null"))
                .isEqualTo(1);
        assertThat(kept.counts()).isEqualTo(before);
    }

    @Test
    void aLateRowThatRefersToAnotherHoldsNothingUp() {
        round(now);
        while (!sql.texts("select table_name from deleted_workspaces").equals(List.of("prices"))) {
            round(now);
        }
        // After its table was emptied; the plan cannot be deleted while it is there.
        write(
                "prices",
                "id, plan_id, currency, model, unit_amount, tax_mode, active, position, created_at, updated_at",
                "'price_late', (select id from plans where workspace_id = p.workspace_id and mode = p.mode limit 1), 'IDR',"
                        + " 'flat', 1, 'inclusive', true, 9, now(), now()");
        sql.change("update deleted_workspaces set table_name = 'plans', position = null");

        roundsAt(now);
        assertThat(deleted.isGone()).isFalse();
        roundsAt(now.plusSeconds(10));
        assertThat(deleted.isGone()).isTrue();
    }

    private void write(String table, String columns, String values) {
        sql.change(
                "insert into " + table + " (workspace_id, mode, " + columns + ") select workspace_id, mode, " + values
                        + " from (values (?, 'test')) p (workspace_id, mode)",
                deleted.id());
    }

    /** As a node does that starts now: all that it knows is in the database. */
    private WorkspaceDeletion node() {
        return new WorkspaceDeletion(database, new Authenticator(vertx));
    }

    private boolean round(Instant at) {
        return TestGateway.get(node().round(at));
    }

    private void roundsAt(Instant at) {
        TestGateway.get(Rounds.whileMore(() -> node().round(at)));
    }
}
