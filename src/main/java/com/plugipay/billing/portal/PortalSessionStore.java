package com.plugipay.billing.portal;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.RandomToken;
import com.plugipay.secrets.Secret;
import com.plugipay.text.WebAddress;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Portal sessions in the database: links, and the visits that were begun with them. */
final class PortalSessionStore {
    /** How long a visit lasts. */
    static final Duration VISIT = Duration.ofHours(1);

    private static final NamedSql INSERT = NamedSql.of("""
            insert into portal_sessions (workspace_id, mode, id, customer_id, return_url, link_sha256, ends_at,
                created_at)
            values (:workspace, :mode, :id, :customer_id, :return_url, :link_sha256, :ends_at, :now)
            returning id""");
    private static final NamedSql FIND_LINK = NamedSql.of(
            "select workspace_id, mode, id, customer_id from portal_sessions where link_sha256 = :link_sha256 and "
                    + ExistingWorkspaces.only("workspace_id"));
    private static final NamedSql FIND_VISIT = NamedSql.of("""
            select workspace_id, mode, id, customer_id, return_url
              from portal_sessions
             where cookie_sha256 = :cookie_sha256 and ends_at > :now and %s""".formatted(ExistingWorkspaces.only("workspace_id")));
    private static final NamedSql OPEN = NamedSql.of("""
            update portal_sessions set cookie_sha256 = :cookie_sha256, ends_at = :ends_at
             where workspace_id = :workspace and mode = :mode and id = :id and cookie_sha256 is null and ends_at > :now
            returning id""");

    /** Of all workspaces. */
    private static final NamedSql DELETE_ENDED = NamedSql.of("""
            delete from portal_sessions as ended
             using (select workspace_id, mode, id from portal_sessions
                     where ends_at <= :before order by ends_at limit :most) as oldest
             where ended.workspace_id = oldest.workspace_id and ended.mode = oldest.mode and ended.id = oldest.id
               and ended.ends_at <= :before""");

    private final Database database;

    PortalSessionStore(Database database) {
        this.database = database;
    }

    /** A link that was found. */
    private record Link(Tenant tenant, String id, String customerId) {}

    Change<PortalSession> insert(ChangeContext context, PortalSession session) {
        return Write.of(context)
                .step(
                        "changed",
                        INSERT,
                        Values.none()
                                .and("id", session.id())
                                .and("customer_id", session.customerId())
                                .and("return_url", session.returnUrl().text())
                                .and("link_sha256", RandomToken.hash(session.link()))
                                .and("ends_at", session.expiresAt()))
                .audit("portal_session.created", session.id(), Map.of("customerId", session.customerId()))
                .refusing(
                        "portal_sessions_customer_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("customerId", "There is no such customer."))
                .returning(session);
    }

    /** Begins the visit of a link; fails with {@code gone} if the link is over, was used, or never was. */
    Future<Secret> open(String link, String ip, Instant now) {
        Values values = Values.none().and("link_sha256", RandomToken.hash(new Secret(link)));
        return database.one(
                        FIND_LINK,
                        values,
                        row -> new Link(Columns.tenant(row), row.getString("id"), row.getString("customer_id")))
                .map(found -> found.orElseThrow(ErrorCode.GONE::exception))
                .compose(found -> open(
                        new ChangeContext(found.tenant(), Actor.customer(found.customerId()), ip, now, null),
                        found.id()));
    }

    private Future<Secret> open(ChangeContext context, String id) {
        Secret cookie = RandomToken.random();
        return Write.of(context)
                .step(
                        "changed",
                        OPEN,
                        Values.none()
                                .and("id", id)
                                .and("cookie_sha256", RandomToken.hash(cookie))
                                .and("ends_at", context.now().plus(VISIT)))
                .audit("portal_session.opened", id)
                .returning(cookie)
                .orFail(ErrorCode.GONE::exception)
                .run(database);
    }

    /** The visit of whoever has this cookie, while it lasts. */
    Future<Optional<PortalVisit>> visit(Secret cookie, Instant now) {
        Values values =
                Values.none().and("cookie_sha256", RandomToken.hash(cookie)).and("now", now);
        return database.one(
                FIND_VISIT,
                values,
                row -> new PortalVisit(
                        row.getString("id"),
                        row.getString("workspace_id"),
                        Columns.mode(row),
                        row.getString("customer_id"),
                        WebAddress.stored(row.getString("return_url")),
                        PortalSecret.formToken(cookie)));
    }

    /** Deletes some sessions that ended before; gives their number. */
    Future<Integer> deleteEnded(Instant before, int most) {
        return database.run(DELETE_ENDED, Values.none().and("before", before).and("most", most))
                .map(rows -> rows.rowCount());
    }
}
