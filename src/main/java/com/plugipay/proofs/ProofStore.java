package com.plugipay.proofs;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.NotificationKind;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.proofs.Proofs.ReceiveResult;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.Optional;

/** Proofs in the database. Their content is read only for downloads. */
final class ProofStore {
    private static final String SESSION = "checkoutSessionId";

    /**
     * Counts the proof in the session's row, which makes concurrent proofs wait for each other: the limit holds. Nothing
     * else of the session changes. It must expect a transfer that its merchant confirms by hand.
     */
    private static final NamedSql COUNT = NamedSql.of("""
            update checkout_sessions s set proofs = proofs + 1
             where workspace_id = :workspace and mode = :mode and id = :session_id and status = 'open' and proofs < 5
               and exists (
                 select 1 from payment_attempts a
                  where a.workspace_id = s.workspace_id and a.mode = s.mode and a.checkout_session_id = s.id
                    and a.status = 'active' and a.provider = any (:confirmed_by_hand))
            returning id""");

    private static final NamedSql INSERT = NamedSql.of("""
            insert into proofs (workspace_id, mode, created_at, checkout_session_id, id, content_type, size, sha256, content)
            select :workspace, :mode, :now, :session_id, :id, :content_type, :size, :sha256, :content from changed""");

    /** With the session to which the same file was sent first, if that was an earlier proof. */
    private static final String SELECT = """
            select workspace_id, mode, id, checkout_session_id, content_type, size, sha256, created_at,
                   (select o.checkout_session_id from proofs o
                     where o.workspace_id = p.workspace_id and o.mode = p.mode and o.sha256 = p.sha256 and o.id < p.id
                     order by o.id limit 1) as reused_from
              from proofs p""";

    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql CONTENT = NamedSql.of("""
            select id, content_type, content from proofs
             where workspace_id = :workspace and mode = :mode and id = :id""");
    private static final String[] CONFIRMED_BY_HAND = ProviderKind.textsConfirmedByHand();
    private static final Map<String, String> FILTERS = Map.of(SESSION, "checkout_session_id");

    private final Database database;
    private final Notifications notifications;

    ProofStore(Database database, Notifications notifications) {
        this.database = database;
        this.notifications = notifications;
    }

    /** Stores a proof; the same file of the same session is stored once. */
    Future<ReceiveResult> insert(ChangeContext context, String sessionId, String id, ProofFile file) {
        Values counting = Values.none().and("session_id", sessionId).and("confirmed_by_hand", CONFIRMED_BY_HAND);
        Values proof = Values.none()
                .and("session_id", sessionId)
                .and("id", id)
                .and("content_type", file.contentType())
                .and("size", file.content().length())
                .and("sha256", file.sha256())
                .and("content", file.content());
        Write write = Write.of(context)
                .step("changed", COUNT, counting)
                .step("proof", INSERT, proof)
                .audit("proof.received", id, Map.of(SESSION, sessionId, "sha256", file.sha256()));
        return notifications
                .queue(write, NotificationKind.TRANSFER_TO_CONFIRM, sessionId, context.now())
                .refusing("proofs_once", ErrorCode.CONFLICT::exception)
                .run(database)
                .map(stored -> stored ? ReceiveResult.STORED : ReceiveResult.REFUSED)
                .recover(failure -> ErrorCode.CONFLICT.is(failure)
                        ? Future.succeededFuture(ReceiveResult.STORED)
                        : Future.failedFuture(failure));
    }

    Future<Optional<Proof>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), ProofStore::read);
    }

    Future<Page<Proof>> list(Tenant tenant, String sessionId, Listing listing) {
        Listing.Query query = listing.only(SESSION, sessionId).query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), ProofStore::read)
                .map(found -> Page.of(listing, found));
    }

    Future<Optional<Download>> content(Tenant tenant, String id) {
        return database.one(CONTENT, Values.of(tenant).and("id", id), row -> {
            String type = row.getString("content_type");
            String name = row.getString("id") + '.' + type.substring(type.indexOf('/') + 1);
            return new Download(name, type, row.getBuffer("content"));
        });
    }

    private static Proof read(Row row) {
        return new Proof(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("checkout_session_id"),
                row.getString("content_type"),
                row.getInteger("size"),
                row.getString("sha256"),
                row.getString("reused_from"),
                Columns.moment(row, "created_at"));
    }
}
