package com.plugipay.billing.collection;

import com.plugipay.db.Columns;
import com.plugipay.db.JsonRows;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.UpdatedAt;
import com.plugipay.settlement.SettlementStep;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;

/** Tries to collect invoices as rows. */
public final class CollectionTryRow {
    private static final String COLUMNS = """
            workspace_id, mode, id, invoice_id, number, charges, status, started_at, attempt_id, failure_code,
            test_clock_id, due_at, clock_due_at, tries, created_at, updated_at""";

    private static final JsonRows ROWS = new JsonRows(COLUMNS);

    /** The select list. */
    public static final String SELECTED = COLUMNS;

    private static final String INSERT_AFTER = "insert into collection_tries (" + COLUMNS + ") select " + COLUMNS + """

              from jsonb_populate_recordset(null::collection_tries, :rows::text::jsonb)
             where workspace_id = :workspace and mode = :mode and exists (select 1 from %s)""";

    /** Schedules the tries of {@code :rows}, if the step {@code changed} has a row. */
    public static final NamedSql INSERT_ALL = NamedSql.of(INSERT_AFTER.formatted("changed"));

    /** The same once the step {@code collection_try} has ended the try before: an invoice has one open try at a time. */
    public static final NamedSql INSERT_NEXT = NamedSql.of(INSERT_AFTER.formatted("collection_try"));

    /** Notes the charge of a try, if the step {@code changed} has a row. */
    public static final NamedSql BEGIN = NamedSql.of("""
            update collection_tries set status = 'charging', attempt_id = :attempt_id, updated_at = %s
             where workspace_id = :workspace and mode = :mode and invoice_id = :invoice_id and id = :id
               and status = 'scheduled'
               and exists (select 1 from changed)""".formatted(UpdatedAt.SQL));

    /** Forgets a charge that was certainly not made: the try is made again. */
    public static final NamedSql AGAIN = NamedSql.of("""
            update collection_tries set status = 'scheduled', attempt_id = null, updated_at = %s
             where workspace_id = :workspace and mode = :mode and invoice_id = :invoice_id and id = :id
               and status = 'charging'
               and attempt_id = :attempt_id
            returning id""".formatted(UpdatedAt.SQL));

    private static final String END_IT = """
            update collection_tries
               set status = :status, failure_code = :failure_code, due_at = null, clock_due_at = null,
                   claimed_by = null, last_error = null, updated_at = %s
             where workspace_id = :workspace and mode = :mode and invoice_id = :invoice_id and id = :id
               and status in ('scheduled', 'charging')%s
            returning id""";

    /** Ends a try that is not over, and its claim. */
    public static final NamedSql END = NamedSql.of(END_IT.formatted(UpdatedAt.SQL, ""));

    /** The same, if the step {@code changed} has a row. */
    public static final NamedSql SETTLED_END =
            NamedSql.of(END_IT.formatted(UpdatedAt.SQL, " and exists (select 1 from changed)"));

    /** Ends the open try of an invoice that is paid, and its claim, if the step {@code changed} has a row. */
    private static final NamedSql COLLECTED = NamedSql.of("""
            update collection_tries
               set status = case when attempt_id is null then 'ended' else 'succeeded' end, due_at = null,
                   clock_due_at = null, claimed_by = null, last_error = null, updated_at = %s
             where workspace_id = :workspace and mode = :mode and invoice_id = :invoice_id
               and status in ('scheduled', 'charging') and exists (select 1 from changed)""".formatted(UpdatedAt.SQL));

    /** Locks a try that is not over. */
    public static final NamedSql LOCK = NamedSql.of("""
            select id from collection_tries
             where workspace_id = :workspace and mode = :mode and invoice_id = :invoice_id and id = :id
               and status in ('scheduled', 'charging')
               for no key update""");

    private CollectionTryRow() {}

    /** Ends the open try of an invoice that is paid. */
    public static SettlementStep collected(String invoiceId) {
        return new SettlementStep("collected_try", COLLECTED, Values.none().and("invoice_id", invoiceId));
    }

    /** The values of {@code :rows}. */
    public static Values rows(List<CollectionTry> tries, Instant now) {
        return Values.none()
                .and(
                        "rows",
                        ROWS.text(
                                tries.stream().map(each -> inserted(each, now)).toList()));
    }

    private static Values inserted(CollectionTry of, Instant now) {
        boolean isOnClock = of.testClockId() != null;
        return values(of)
                .and("test_clock_id", of.testClockId())
                .and("due_at", isOnClock ? null : of.dueAt())
                .and("clock_due_at", isOnClock ? of.dueAt() : null)
                .and("tries", 0)
                .and("created_at", now)
                .and("updated_at", now);
    }

    /** The values of the columns that change, and of those that never do. */
    public static Values values(CollectionTry of) {
        return Values.of(of.tenant())
                .and("id", of.id())
                .and("invoice_id", of.invoiceId())
                .and("number", of.number())
                .and("charges", of.charges())
                .and("status", of.status().text())
                .and("started_at", of.startedAt())
                .and("attempt_id", of.attemptId())
                .and("failure_code", of.failureCode());
    }

    public static CollectionTry read(Row row) {
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
                row.getString("test_clock_id"),
                Columns.instant(row, row.getString("test_clock_id") == null ? "due_at" : "clock_due_at"));
    }
}
