package com.plugipay.checkout;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.json.Json;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;

/** Attempts in the database. The intention is written before a provider is asked, the outcome after. */
final class AttemptStore {
    private static final String LATEST = """
            select id, checkout_session_id, provider, method, status, provider_reference, next_action::text
              from payment_attempts
             where workspace_id = $1 and mode = $2 and checkout_session_id = $3 order by id desc limit 1""";
    private static final String START = """
            changed as (
                update checkout_sessions set attempts = attempts + 1, payment_method = $6, provider = $7, updated_at = $3
                 where workspace_id = $1 and mode = $2 and id = $5 and status = 'open' and payment_id is null
                   and expires_at > $3
                returning id),
            attempt as (
                insert into payment_attempts (workspace_id, mode, created_at, updated_at, id, checkout_session_id,
                    method, provider, status)
                select $1, $2, $3, $3, $4, $5, $6, $7, 'starting' from changed)
            """;
    private static final String ACCEPTED = """
            changed as (
                update payment_attempts
                   set status = 'active', provider_reference = $5, next_action = $6::text::jsonb, updated_at = $3
                 where workspace_id = $1 and mode = $2 and id = $4 and status = 'starting'
                returning id)
            """;
    private static final String ENDED = """
            changed as (
                update payment_attempts set status = $5, failure_code = $6, failure_message = $7, updated_at = $3
                 where workspace_id = $1 and mode = $2 and id = $4 and status in ('starting', 'active')
                returning id)
            """;

    private final Database database;

    AttemptStore(Database database) {
        this.database = database;
    }

    /** The newest attempt of a session, if there is one. All before it have ended. */
    Future<Optional<Attempt>> latest(Tenant tenant, String sessionId) {
        return database.one(
                LATEST, Tuple.of(tenant.workspaceId(), tenant.mode().text(), sessionId), AttemptStore::read);
    }

    /** Writes the intention; false when the session is over, or another attempt is under way. */
    Future<Boolean> start(Origin origin, Attempt attempt) {
        return Write.of(
                        origin,
                        START,
                        attempt.id(),
                        attempt.sessionId(),
                        attempt.method().text(),
                        attempt.provider().text())
                .audit("payment_attempt.started", attempt.id(), Map.of("checkoutSessionId", attempt.sessionId()))
                .refusing("payment_attempts_one_active", AttemptStore::underWay)
                .run(database)
                .recover(failure -> failure instanceof Failure refused && refused.problem() == Problem.CONFLICT
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure));
    }

    /** The provider has accepted: the buyer can go on. */
    Future<Boolean> accepted(Origin origin, Attempt attempt, String providerReference, NextAction nextAction) {
        return Write.of(origin, ACCEPTED, attempt.id(), providerReference, Json.text(nextAction))
                .audit("payment_attempt.accepted", attempt.id())
                .run(database);
    }

    /** It came to nothing: failed or canceled. */
    Future<Boolean> ended(Origin origin, Attempt attempt, Attempt.Status status, String code, String message) {
        return Write.of(origin, ENDED, attempt.id(), status.text(), code, message)
                .audit("payment_attempt." + status.text(), attempt.id(), Map.of("code", code))
                .run(database);
    }

    private static Failure underWay() {
        return Problem.CONFLICT.saying("Another attempt is under way.");
    }

    private static Attempt read(Row row) {
        return new Attempt(
                row.getString("id"),
                row.getString("checkout_session_id"),
                Columns.constant(row, "provider", ProviderKind.class),
                Method.of(row.getString("method")),
                Columns.constant(row, "status", Attempt.Status.class),
                row.getString("provider_reference"),
                Columns.object(row, "next_action", NextAction.class));
    }
}
