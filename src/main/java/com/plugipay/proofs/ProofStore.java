package com.plugipay.proofs;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;

/** Proofs in the database. Their content is read only to be handed out. */
final class ProofStore {
    private static final String SESSION = "checkoutSessionId";

    /** Counted in the session's row, which makes one wait for the other. Nothing else of the session changes. */
    private static final String INSERT = """
            changed as (
                update checkout_sessions s set proofs = proofs + 1
                 where workspace_id = $1 and mode = $2 and id = $4 and status = 'open' and proofs < 5
                   and exists (
                     select 1 from payment_attempts a
                      where a.workspace_id = s.workspace_id and a.mode = s.mode and a.checkout_session_id = s.id
                        and a.status = 'active' and a.provider = 'manual')
                returning id),
            proof as (
                insert into proofs (workspace_id, mode, created_at, checkout_session_id, id, content_type, size, sha256,
                    content)
                select $1, $2, $3, $4, $5, $6, $7, $8, $9 from changed)
            """;

    private static final String SELECT = """
            select workspace_id, mode, id, checkout_session_id, content_type, size, sha256, created_at,
                   (select o.checkout_session_id from proofs o
                     where o.workspace_id = p.workspace_id and o.mode = p.mode and o.sha256 = p.sha256 and o.id < p.id
                     order by o.id limit 1) as reused_from
              from proofs p""";
    private static final String FIND = SELECT + " where workspace_id = $1 and mode = $2 and id = $3";
    private static final String CONTENT =
            "select id, content_type, content from proofs where workspace_id = $1 and mode = $2 and id = $3";
    private static final Map<String, String> FILTERS = Map.of(SESSION, "checkout_session_id");

    private final Database database;

    ProofStore(Database database) {
        this.database = database;
    }

    /** False when the session waits for no transfer, or has enough proofs. The same one again is there already. */
    Future<Boolean> insert(ChangeContext origin, String sessionId, String id, ProofFile file) {
        return Write.of(
                        origin,
                        INSERT,
                        sessionId,
                        id,
                        file.contentType(),
                        file.content().length(),
                        file.sha256(),
                        file.content())
                .audit("proof.received", id, Map.of(SESSION, sessionId, "sha256", file.sha256()))
                .refusing("proofs_once", ErrorCode.CONFLICT::exception)
                .run(database)
                .recover(failure ->
                        ErrorCode.CONFLICT.is(failure) ? Future.succeededFuture(true) : Future.failedFuture(failure));
    }

    Future<Optional<Proof>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), ProofStore::read);
    }

    Future<Page<Proof>> list(Tenant tenant, String sessionId, Listing listing) {
        Listing.Query query = listing.only(SESSION, sessionId).query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), ProofStore::read)
                .map(found -> Page.of(listing, found));
    }

    Future<Optional<Download>> content(Tenant tenant, String id) {
        return database.one(
                CONTENT, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), row -> {
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
