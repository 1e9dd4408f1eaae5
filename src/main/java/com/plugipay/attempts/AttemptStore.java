package com.plugipay.attempts;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.manual.AmountDue;
import com.plugipay.providers.manual.UniqueAmountStore;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attempts in the database. The intention is written before a provider is asked, the outcome after, by settlement. */
public final class AttemptStore {
    /** Attempts whose provider is to be asked, as claims find them. */
    public static final DueTable DUE = new DueTable.Layout(
                    "payment_attempts", "id", "next_look_up_at", "look_ups", AttemptRow.SELECTED)
            .byProvider(ProviderKind.texts());

    private static final String SELECT = "select " + AttemptRow.SELECTED + " from payment_attempts ";
    private static final String FIND = SELECT + "where workspace_id = $1 and mode = $2 and id = $3";
    /** What is under way first: ids are made by clocks, and it may have begun on a node whose clock is behind. */
    private static final String LATEST = SELECT + """
                    where workspace_id = $1 and mode = $2 and checkout_session_id = $3
                    order by (status in ('starting', 'active')) desc, id desc limit 1""";

    private static final String OTHERS_IN_REVIEW = """
            select 1 from payment_attempts
             where workspace_id = $1 and mode = $2 and checkout_session_id = $3 and id <> $4 and status = 'review'
             limit 1""";

    /** Money that came a second time is a later attempt, and by another node's clock an earlier one. */
    private static final String OF_PAYMENT = SELECT + """
                    where workspace_id = $1 and mode = $2 and payment_id = $3
                    order by (status = 'succeeded') desc, id limit 1""";

    private static final String BY_REFERENCE = SELECT + """
            where workspace_id = $1 and mode = $2 and provider = $3
              and (provider_reference = $4
                   or ((status in ('succeeded', 'review') or failure_code in ('reversed', 'dismissed'))
                       and provider_data @> any ($5::text[]::jsonb[])))
            limit 1""";

    /** What providers also call a charge that was paid, by the names that adapters keep it under. */
    private static final List<String> PAID_UNDER = List.of("captureId", "paymentRequestId", "paymentId");

    private static final String UNPAID = SELECT + """
            where workspace_id = $1 and mode = $2 and id = any ($3) and provider = $4
              and status in ('starting', 'active', 'failed', 'canceled')
              and coalesce(failure_code, '') not in ('reversed', 'dismissed')""";

    /** The session is the lock: it is open, unpaid, and nobody has to look at it. */
    private static final NamedSql SESSION_STARTS = NamedSql.of("""
            update checkout_sessions
               set attempts = attempts + 1, payment_method = :method, provider = :provider, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :checkout_session_id and status = 'open'
               and payment_id is null and not review_pending and expires_at > :now
            returning id""".formatted(UpdatedAt.NAMED));

    /**
     * It may become the payment: whoever is about to end the session, or to fail the direct payment, finds that changed and
     * decides again.
     */
    private static final String PAID_AGAIN = """
            changed as (
                insert into payment_attempts (workspace_id, mode, created_at, updated_at, status, look_ups, id,
                    checkout_session_id, payment_id, provider, method, amount, currency, provider_reference,
                    provider_data, review_reason, received_amount, received_currency)
                values ($1, $2, $3, $3, 'review', 0, $4, $5, $6, $7, $8, $9, $10, $11, $12::text::jsonb, $13, $14, $15)
                on conflict do nothing
                returning id),
            session as (
                update checkout_sessions set review_pending = true, updated_at = %1$s
                 where workspace_id = $1 and mode = $2 and id = $5 and exists (select 1 from changed)),
            payment as (
                update payments set updated_at = %1$s
                 where workspace_id = $1 and mode = $2 and id = $6 and checkout_session_id is null
                   and status = 'pending' and exists (select 1 from changed))
            """.formatted(UpdatedAt.SQL);

    private static final Map<String, String> FILTERS =
            Map.of("status", "status", "checkoutSessionId", "checkout_session_id", "provider", "provider");

    private final Database database;

    public AttemptStore(Database database) {
        this.database = database;
    }

    public Future<Optional<Attempt>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), AttemptRow::read);
    }

    /** The attempt of a session that is under way, else the newest, if there is one. */
    public Future<Optional<Attempt>> latest(Tenant tenant, String sessionId) {
        return database.one(LATEST, Tuple.of(tenant.workspaceId(), tenant.mode().text(), sessionId), AttemptRow::read);
    }

    /** Whether a person has to look at attempts of the session besides that one. */
    public Future<Boolean> areOthersInReview(Tenant tenant, String sessionId, String attemptId) {
        return database.one(
                        OTHERS_IN_REVIEW,
                        Tuple.of(tenant.workspaceId(), tenant.mode().text(), sessionId, attemptId),
                        row -> true)
                .map(Optional::isPresent);
    }

    /** The attempt that makes or has made a payment. */
    public Future<Optional<Attempt>> ofPayment(Tenant tenant, String paymentId) {
        return database.one(
                OF_PAYMENT, Tuple.of(tenant.workspaceId(), tenant.mode().text(), paymentId), AttemptRow::read);
    }

    /** By the provider's own id: the main one, or that of what was paid. */
    public Future<Optional<Attempt>> byReference(Tenant tenant, ProviderKind provider, String reference) {
        return database.one(
                BY_REFERENCE,
                Tuple.of(tenant.workspaceId(), tenant.mode().text(), provider.text(), reference)
                        .addValue(PAID_UNDER.stream()
                                .map(name -> Json.text(Map.of(name, reference)))
                                .toArray(String[]::new)),
                AttemptRow::read);
    }

    /** The attempt at that provider that is named by our id, or else by the provider's; either may be missing. */
    public Future<Optional<Attempt>> named(
            Tenant tenant, ProviderKind provider, @Nullable String id, @Nullable String reference) {
        Future<Optional<Attempt>> byId = id == null ? Future.succeededFuture(Optional.empty()) : find(tenant, id);
        return byId.compose(found -> found.isPresent() || reference == null
                        ? Future.succeededFuture(found)
                        : byReference(tenant, provider, reference))
                .map(found -> found.filter(attempt -> attempt.provider() == provider));
    }

    /** Those of these attempts for which no money is known to have come. */
    public Future<List<Attempt>> unpaid(Tenant tenant, ProviderKind provider, Collection<String> ids) {
        return database.many(
                UNPAID,
                Tuple.of(tenant.workspaceId(), tenant.mode().text(), ids.toArray(String[]::new), provider.text()),
                AttemptRow::read);
    }

    public Future<Page<Attempt>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT.stripTrailing() + query.where(), query.parameters(), AttemptRow::read)
                .map(found -> Page.of(listing, found));
    }

    /**
     * Writes the intention to pay a session, and reserves the amount that it asks for when that is new.
     *
     * @return false when the session is over, another attempt is under way, or somebody was faster to take the amount
     */
    public Future<Boolean> start(ChangeContext origin, String sessionId, Attempt attempt, AmountDue due) {
        Values values = AttemptRow.values(attempt);
        Write write =
                Write.of(origin).step("changed", SESSION_STARTS, values).step("attempt", AttemptRow.INSERT, values);
        if (due.isNew()) {
            Values reserving = UniqueAmountStore.reserving(due, attempt.currency(), sessionId);
            write.step("reserved", UniqueAmountStore.RESERVE, reserving);
        }
        return write.audit("payment_attempt.started", attempt.id(), Map.of("checkoutSessionId", sessionId))
                .refusing("payment_attempts_one_active", AttemptStore::underWay)
                .refusing(UniqueAmountStore.TAKEN, ErrorCode.CONFLICT::exception)
                .refusing(UniqueAmountStore.OWNED, ErrorCode.CONFLICT::exception)
                .run(database)
                .recover(failure ->
                        ErrorCode.CONFLICT.is(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    /** Writes down money that came a second time for a charge; once, however often it is told. */
    public Future<Boolean> paidAgain(ChangeContext origin, Attempt attempt, Attempt.Review review) {
        return Write.of(
                        origin,
                        PAID_AGAIN,
                        attempt.id(),
                        attempt.checkoutSessionId(),
                        attempt.paymentId(),
                        attempt.provider().text(),
                        attempt.method().text(),
                        attempt.amount(),
                        attempt.currency(),
                        attempt.providerReference(),
                        Json.text(attempt.providerData()),
                        review.reason().text(),
                        review.receivedAmount(),
                        review.receivedCurrency())
                .audit(
                        "payment_attempt.review",
                        attempt.id(),
                        Map.of("code", review.reason().text()))
                .run(database);
    }

    private static ApiException underWay() {
        return ErrorCode.CONFLICT.withMessage("Another attempt is under way.");
    }
}
