package com.plugipay.checkout;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.SettlementTransaction.Payables;
import com.plugipay.work.Claimed;
import com.plugipay.work.DueWork.Ended;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checkout sessions in the database: made, found, listed. How they end is the settlement's. */
public final class CheckoutSessionStore {
    private static final TypeReference<List<LineItem>> LINE_ITEMS = new TypeReference<>() {};
    private static final String COLUMNS = """
            workspace_id, mode, id, status, amount, currency, description, customer_id, guest::text, line_items::text,
            methods, payment_method, provider, success_url, cancel_url, expires_at, completed_at, canceled_at,
            payment_id, attempts, review_pending, template_id, metadata::text, created_at, updated_at""";
    private static final String INSERT = """
            changed as (
                insert into checkout_sessions (workspace_id, mode, created_at, updated_at, status, attempts,
                    review_pending, id, amount, currency, description, customer_id, guest, line_items, methods,
                    success_url, cancel_url, expires_at, template_id, metadata)
                values ($1, $2, $3, $3, 'open', 0, false, $4, $5, $6, $7, $8, $9::text::jsonb, $10::text::jsonb, $11,
                    $12, $13, $14, $15, $16::text::jsonb)
                returning id)
            """;
    static final String FIND =
            "select " + COLUMNS + " from checkout_sessions where workspace_id = $1 and mode = $2 and id = $3";
    private static final String FIND_PUBLIC = "select " + COLUMNS + " from checkout_sessions where id = $1";
    private static final String DUE = "select " + COLUMNS + ", expiry_tries from checkout_sessions " + """
            where status = 'open' and payment_id is null and expires_at <= $1
              and (expiry_due_at is null or expiry_due_at <= $1)
            order by expires_at limit $2""";
    private static final String TRY_AGAIN = """
            update checkout_sessions s set expiry_tries = s.expiry_tries + 1, expiry_due_at = r.due_at, expiry_error = r.error
              from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[])
                as r (workspace_id, mode, id, due_at, error)
             where s.workspace_id = r.workspace_id collate "C" and s.mode = r.mode and s.id = r.id collate "C"
               and s.status = 'open'""";
    private static final Map<String, String> FILTERS = Map.of("status", "status", "customerId", "customer_id");

    private final Database database;
    private final HostedUrls urls;

    public CheckoutSessionStore(Database database, HostedUrls urls) {
        this.database = database;
        this.urls = urls;
    }

    Change<CheckoutSession> insert(ChangeContext origin, CheckoutSession session) {
        return creation(origin, session).returning(session);
    }

    /** The statement that makes a session. */
    static Write creation(ChangeContext origin, CheckoutSession session) {
        return Write.of(
                        origin,
                        INSERT,
                        session.id(),
                        session.amount(),
                        session.currency(),
                        session.description(),
                        session.customerId(),
                        Columns.json(session.guest()),
                        Json.text(session.lineItems()),
                        session.methods().stream().map(Method::text).toArray(String[]::new),
                        session.successUrl(),
                        session.cancelUrl(),
                        Columns.time(session.expiresAt()),
                        session.templateId(),
                        Columns.json(session.metadata()))
                .audit("checkout_session.created", session.id())
                .refusing(
                        "checkout_sessions_customer_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("customerId", "There is no such customer."));
    }

    public Future<Optional<CheckoutSession>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), this::read);
    }

    /** Sessions as what is paid. */
    public Payables payables() {
        return (tenant, id) -> find(tenant, id).map(found -> found.map(Payable.class::cast));
    }

    /** The id of the payment of that session; empty when there is no such session, fails with 409 when it is not paid. */
    public Future<Optional<String>> paymentOf(Tenant tenant, String id) {
        return find(tenant, id)
                .map(found -> found.map(session -> Optional.ofNullable(session.paymentId())
                        .orElseThrow(() -> ErrorCode.CONFLICT.withMessage("The session is not paid."))));
    }

    /** By the id alone, for the buyer, who has nothing else. */
    public Future<Optional<CheckoutSession>> findPublic(String id) {
        return database.one(FIND_PUBLIC, Tuple.of(id), this::read);
    }

    Future<Page<CheckoutSession>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(
                        "select " + COLUMNS + " from checkout_sessions" + query.where(), query.parameters(), this::read)
                .map(found -> Page.of(listing, found));
    }

    /** Some of the open sessions of all workspaces whose time is over, the longest overdue first. */
    Future<List<Claimed<CheckoutSession>>> due(Instant now, int most) {
        return database.many(
                DUE, Tuple.of(Columns.time(now), most), row -> Claimed.of(row, "expiry_tries", this::read));
    }

    /** Of those whose expiry did not go well: when it is tried again. */
    Future<?> tryAgain(List<Ended<Claimed<CheckoutSession>>> ended) {
        List<Retry> again = ended.stream()
                .flatMap(each -> each.result() instanceof WorkResult.Again result
                        ? Stream.of(new Retry(each.item(), result))
                        : Stream.empty())
                .toList();
        Batch<Retry> parameters = Batch.of(again)
                .texts(each -> each.session().tenant().workspaceId())
                .texts(each -> each.session().tenant().mode().text())
                .texts(each -> each.session().id())
                .times(each -> each.result().at())
                .texts(each -> each.result().error());
        return again.isEmpty() ? Future.succeededFuture() : database.run(TRY_AGAIN, parameters.parameters());
    }

    private record Retry(Claimed<CheckoutSession> session, WorkResult.Again result) {}

    private CheckoutSession read(Row row) {
        String id = row.getString("id");
        String method = row.getString("payment_method");
        return new CheckoutSession(
                id,
                row.getString("workspace_id"),
                Columns.mode(row),
                Columns.constant(row, "status", CheckoutSession.Status.class),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("description"),
                row.getString("customer_id"),
                Columns.object(row, "guest", Guest.class),
                Columns.list(row, "line_items", LINE_ITEMS),
                Columns.texts(row, "methods").stream().map(Method::of).toList(),
                method == null ? null : Method.of(method),
                row.getString("provider") == null ? null : ProviderKind.of(row.getString("provider")),
                row.getString("success_url"),
                row.getString("cancel_url"),
                urls.checkout(id),
                Columns.moment(row, "expires_at"),
                Columns.instant(row, "completed_at"),
                Columns.instant(row, "canceled_at"),
                row.getString("payment_id"),
                row.getInteger("attempts"),
                row.getBoolean("review_pending"),
                row.getString("template_id"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
