package com.plugipay.mail;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.outbox.Write;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/** Mails in the database. A mail is a row of the statement that makes the change it tells of, and stays
 * for thirty days. */
public final class MailStore {
    private static final String SELECTED = "workspace_id, mode, id, kind, object_id, occasion_id, recipient, tries";

    /** Claims the mails of all workspaces that are due. */
    static final DueTable DUE = new DueTable.Layout("mails", "id", "due_at", "tries", SELECTED).together();

    private static final NamedSql INSERT = NamedSql.of("""
            insert into mails (workspace_id, mode, id, kind, object_id, recipient, due_at, tries, created_at)
            select :workspace, :mode, :id, :kind, :object_id, :recipient, :now, 0, :now from changed
            returning id""");

    /** Of all workspaces: old mails that are sent or given up. */
    private static final NamedSql DELETE_OLD = NamedSql.of("""
            delete from mails as old
             using (select workspace_id, mode, id from mails
                     where due_at is null and created_at < :before order by created_at limit :most) as oldest
             where old.workspace_id = oldest.workspace_id and old.mode = oldest.mode and old.id = oldest.id
               and old.due_at is null""");

    private MailStore() {}

    /** Adds a mail to a change: it will be sent if the step {@code changed} has a row. */
    public static Write queue(Write write, Mail mail) {
        return write.step(
                "mail",
                INSERT,
                Values.none()
                        .and("id", mail.id())
                        .and("kind", mail.kind())
                        .and("object_id", mail.objectId())
                        .and("recipient", mail.recipient()));
    }

    /** Deletes some mails that are older and over; gives their number. */
    static Future<Integer> deleteOld(Database database, Instant before, int most) {
        return database.run(DELETE_OLD, Values.none().and("before", before).and("most", most))
                .map(rows -> rows.rowCount());
    }

    static Mail read(Row row) {
        return new Mail(
                Columns.tenant(row),
                row.getString("id"),
                row.getString("kind"),
                row.getString("object_id"),
                row.getString("occasion_id"),
                row.getString("recipient"));
    }
}
