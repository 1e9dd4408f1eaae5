package com.plugipay.pages.notifications;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.NotificationKind;
import com.plugipay.notifications.NotificationStatement;
import com.plugipay.pages.notifications.Notified.Named;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What the mails to members are about, when they are written. */
final class NotifiedStore {
    /** Only for who still is a member, and still wants to be told. */
    private static final NamedSql FIND = NamedSql.of("""
            select n.kind, n.object_ids, n.number, w.name as workspace, p.locale
              from notifications n
              join members m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
              join people p on p.id = n.person_id
              join workspaces w on w.id = n.workspace_id
              left join notification_settings s on s.workspace_id = n.workspace_id and s.person_id = n.person_id
             where n.workspace_id = :workspace and n.mode = :mode and n.person_id = :person_id
               and n.occasion_id = :occasion_id and %s""".formatted(NotificationStatement.wanted("n.kind")));

    private static final NamedSql NAMES = NamedSql.of("""
            select id, amount, currency, null as url from payments
             where workspace_id = :workspace and mode = :mode and id = any (:ids)
            union all
            select id, amount, currency, null from checkout_sessions
             where workspace_id = :workspace and mode = :mode and id = any (:ids)
            union all
            select id, null, null, url from webhook_endpoints
             where workspace_id = :workspace and mode = :mode and id = any (:ids)""");

    private final Database database;

    NotifiedStore(Database database) {
        this.database = database;
    }

    /** What a mail tells a person; empty when the person is not to be told any more. */
    Future<Optional<Notified>> find(Tenant tenant, String personId, String occasionId) {
        Values values = Values.of(tenant).and("person_id", personId).and("occasion_id", occasionId);
        return database.one(
                FIND,
                values,
                row -> new Notified(
                        row.getString("workspace"),
                        Language.of(row.getString("locale")),
                        Columns.constant(row, "kind", NotificationKind.class),
                        List.of(row.getArrayOfStrings("object_ids")),
                        row.getLong("number")));
    }

    /** The amounts and addresses of those objects that have them. */
    Future<List<Named>> names(Tenant tenant, List<String> ids) {
        return database.many(
                NAMES,
                Values.of(tenant).and("ids", ids.toArray(String[]::new)),
                row -> new Named(
                        row.getString("id"), row.getLong("amount"), row.getString("currency"), row.getString("url")));
    }
}
