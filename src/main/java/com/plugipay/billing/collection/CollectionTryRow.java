package com.plugipay.billing.collection;

import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.UpdatedAt;
import io.vertx.sqlclient.Row;

/** Tries to collect invoices as rows. */
public final class CollectionTryRow {
    static final String SELECTED = """
            workspace_id, mode, id, invoice_id, number, charges, status, started_at, attempt_id, failure_code, due_at,
            tries, created_at""";

    /** Schedules a try, if the step {@code changed} has a row. */
    public static final NamedSql INSERT = NamedSql.of("""
            insert into collection_tries (workspace_id, mode, id, invoice_id, number, charges, status, started_at, due_at,
                tries, created_at, updated_at)
            select :workspace, :mode, :id, :invoice_id, :number, :charges, :status, :started_at, :due_at, 0, :now, :now
              from changed""");

    /** Notes the charge of a try, if the step {@code changed} has a row. */
    static final NamedSql BEGIN = NamedSql.of("""
            update collection_tries set status = 'charging', attempt_id = :attempt_id, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'scheduled'
               and exists (select 1 from changed)""".formatted(UpdatedAt.SQL));

    /** Forgets a charge that was certainly not made: the try is made again. */
    static final NamedSql AGAIN = NamedSql.of("""
            update collection_tries set status = 'scheduled', attempt_id = null, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'charging'
               and attempt_id = :attempt_id
            returning id""".formatted(UpdatedAt.SQL));

    /** Ends a try that is not over. */
    static final NamedSql END = NamedSql.of("""
            update collection_tries
               set status = :status, failure_code = :failure_code, due_at = null, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and status in ('scheduled', 'charging')
            returning id""".formatted(UpdatedAt.SQL));

    private CollectionTryRow() {}

    /** The values of all columns, by their names. */
    public static Values values(CollectionTry of) {
        return Values.of(of.tenant())
                .and("id", of.id())
                .and("invoice_id", of.invoiceId())
                .and("number", of.number())
                .and("charges", of.charges())
                .and("status", of.status().text())
                .and("started_at", of.startedAt())
                .and("attempt_id", of.attemptId())
                .and("failure_code", of.failureCode())
                .and("due_at", of.dueAt());
    }

    static CollectionTry read(Row row) {
        return new CollectionTry(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("invoice_id"),
                row.getInteger("number"),
                row.getBoolean("charges"),
                Columns.constant(row, "status", CollectionTry.Status.class),
                Columns.moment(row, "started_at"),
                row.getString("attempt_id"),
                row.getString("failure_code"),
                Columns.instant(row, "due_at"));
    }
}
