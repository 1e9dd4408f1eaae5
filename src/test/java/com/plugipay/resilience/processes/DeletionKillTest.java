package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A node that is killed amid the deletion of a workspace leaves nothing half done; the next one goes on where it was. */
@ResourceLock(ChildProcess.MACHINE)
class DeletionKillTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CUSTOMERS = 5_000;

    private final DatabaseConfig database = TestDatabase.create();
    private final DirectSql sql = new DirectSql(database);

    @Test
    void aKillAmidABatchUndoesItAndTheNextNodeDoesTheRest() {
        try (GatewayProcess gateway = GatewayProcess.start(database)) {
            String deleted = workspaceWithCustomers(gateway);
            String kept = workspaceWithCustomers(gateway);
            // So slow that the kill meets a batch, and not a pause between two.
            sql.change("""
                    create function slow() returns trigger language plpgsql as $$
                    begin perform pg_sleep(0.002); return old; end $$""");
            sql.change("create trigger slow before delete on customers for each row execute function slow()");
            sql.change("update workspaces set deletion_due_at = now() where id = ?", deleted);
            Awaitility.await("the first batch to be deleted")
                    .atMost(PATIENCE)
                    .until(() -> customers(deleted) < CUSTOMERS);

            gateway.process().kill();
            Awaitility.await("the database to notice").atMost(PATIENCE).until(() -> sql.number("""
                            select count(*) from pg_stat_activity
                             where datname = current_database() and backend_type = 'client backend'
                               and pid <> pg_backend_pid()""") == 0);
            long left = customers(deleted);
            assertThat(left).isBetween(1L, CUSTOMERS - 1L);
            assertThat(sql.number("""
                            select %d - substr(position[2], 5)::int from deleted_workspaces where table_name = 'customers'""".formatted(CUSTOMERS)))
                    .as("what is left after the row that is noted as the last one")
                    .isEqualTo(left);

            sql.change("drop trigger slow on customers");
            gateway.startAgain();
            Awaitility.await("the rest to be deleted").atMost(PATIENCE).until(() -> customers(deleted) == 0);
            assertThat(customers(kept)).isEqualTo(CUSTOMERS);
        }
    }

    private String workspaceWithCustomers(GatewayProcess gateway) {
        String id = gateway.workspace().workspace().id();
        sql.change("""
                insert into customers (workspace_id, mode, id, created_at, updated_at)
                select ?, 'test', 'cus_' || lpad(n::text, 8, '0'), now(), now() from generate_series(1, ?) as n""", id, CUSTOMERS);
        return id;
    }

    private long customers(String workspaceId) {
        return sql.number("select count(*) from customers where workspace_id = ?", workspaceId);
    }
}
