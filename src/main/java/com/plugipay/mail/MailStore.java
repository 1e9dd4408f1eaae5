package com.plugipay.mail;

import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.outbox.Write;
import com.plugipay.work.DueTable;
import io.vertx.sqlclient.Row;

/** Mails in the database. A mail is a row of the statement that makes the change it tells of, and stays until it is sent. */
public final class MailStore {
    private static final String SELECTED = "workspace_id, mode, id, kind, object_id, occasion_id, recipient, tries";

    /** Claims the mails of all workspaces that are due. */
    static final DueTable DUE = new DueTable.Layout("mails", "id", "due_at", "tries", SELECTED).together();

    private static final NamedSql INSERT = NamedSql.of("""
            insert into mails (workspace_id, mode, id, kind, object_id, recipient, due_at, tries, created_at)
            select :workspace, :mode, :id, :kind, :object_id, :recipient, :now, 0, :now from changed
            returning id""");

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
