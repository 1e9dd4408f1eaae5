package com.plugipay.checkout;

import com.plugipay.db.Batch;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.SettlementTransaction.Payables;
import com.plugipay.work.Claimed;
import com.plugipay.work.DueWork;
import com.plugipay.work.DueWork.Ended;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checkout sessions in the database. Settlement writes how they end. */
public final class CheckoutSessionStore {
    private static final String SELECT = "select " + CheckoutSessionRow.SELECTED + " from checkout_sessions";
    private static final String SELECT_FOR_SDKS =
            "select " + CheckoutSessionRow.SELECTED_FOR_SDKS + " from checkout_sessions";
    private static final String BY_ID = " where workspace_id = :workspace and mode = :mode and id = :id";
    static final NamedSql FIND = NamedSql.of(SELECT + BY_ID);
    private static final NamedSql FIND_FOR_SDKS = NamedSql.of(SELECT_FOR_SDKS + BY_ID);
    private static final NamedSql FIND_PUBLIC = NamedSql.of("select " + CheckoutSessionRow.SELECTED
            + " from checkout_sessions where id = :id and " + ExistingWorkspaces.only("workspace_id"));

    private static final NamedSql OPEN_OF_INVOICE = NamedSql.of(SELECT + """

            where workspace_id = :workspace and mode = :mode and invoice_id = :invoice_id and status = 'open'""");

    /** Of all workspaces: open sessions whose time is over, but those whose expiry failed and is tried again later. */
    private static final NamedSql DUE = NamedSql.of("select " + CheckoutSessionRow.SELECTED
            + ", expiry_tries from checkout_sessions " + """
            where status = 'open' and payment_id is null and expires_at <= :now
              and (expiry_due_at is null or expiry_due_at <= :now) and %s
            order by expires_at limit :most""".formatted(ExistingWorkspaces.only("workspace_id")));

    private static final NamedSql TRY_AGAIN = NamedSql.of("""
            update checkout_sessions s
               set expiry_tries = s.expiry_tries + 1, expiry_due_at = r.due_at, expiry_error = r.error
              from unnest(:workspaces::text[], :modes::text[], :ids::text[], :due_ats::timestamptz[], :errors::text[])
                as r (workspace_id, mode, id, due_at, error)
             where s.workspace_id = r.workspace_id collate "C" and s.mode = r.mode and s.id = r.id collate "C"
               and s.status = 'open'""");
    private static final Map<String, String> FILTERS = Map.of("status", "status", "customerId", "customer_id");

    private final Database database;
    private final HostedUrls urls;

    public CheckoutSessionStore(Database database, HostedUrls urls) {
        this.database = database;
        this.urls = urls;
    }

    /** Inserts a session; fails with a conflict when it is a second open one of its invoice. */
    public Change<CheckoutSession> insert(ChangeContext context, CheckoutSession session) {
        return creation(context, session).returning(session);
    }

    /** The write that creates a session. */
    static Write creation(ChangeContext context, CheckoutSession session) {
        return Write.of(context)
                .step("changed", CheckoutSessionRow.INSERT, CheckoutSessionRow.inserting(session))
                .audit("checkout_session.created", session.id())
                .refusing(
                        "checkout_sessions_customer_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("customerId", "There is no such customer."))
                .refusing(
                        "checkout_sessions_one_open_of_invoice",
                        () -> ErrorCode.CONFLICT.withMessage("The invoice has an open session."));
    }

    public Future<Optional<CheckoutSession>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), this::read);
    }

    /** The same with what only the client libraries read. */
    Future<Optional<CheckoutSession>> findForSdks(Tenant tenant, String id) {
        return database.pointQueries().one(FIND_FOR_SDKS, Values.of(tenant).and("id", id), this::read);
    }

    /** The session with which an invoice can be paid; its time may be over. */
    public Future<Optional<CheckoutSession>> openOfInvoice(Tenant tenant, String invoiceId) {
        return database.one(OPEN_OF_INVOICE, Values.of(tenant).and("invoice_id", invoiceId), this::read);
    }

    /** Finds sessions for settlement, with all that the response to a change may show. */
    public Payables payables() {
        return (tenant, id) -> findForSdks(tenant, id).map(found -> found.map(Payable.class::cast));
    }

    /** The id of the session's payment, or empty when there is no such session; fails with 409 when it has no payment. */
    public Future<Optional<String>> paymentOf(Tenant tenant, String id) {
        return find(tenant, id)
                .map(found -> found.map(session -> Optional.ofNullable(session.paymentId())
                        .orElseThrow(() -> ErrorCode.CONFLICT.withMessage("The session has no payment."))));
    }

    /** Finds a session by its id alone, which is all that a buyer has. */
    public Future<Optional<CheckoutSession>> findPublic(String id) {
        return database.pointQueries().one(FIND_PUBLIC, Values.none().and("id", id), this::read);
    }

    Future<Page<CheckoutSession>> list(Tenant tenant, Listing listing) {
        return list(SELECT, tenant, listing);
    }

    /** The same with what only the client libraries read. */
    Future<Page<CheckoutSession>> listForSdks(Tenant tenant, Listing listing) {
        return list(SELECT_FOR_SDKS, tenant, listing);
    }

    private Future<Page<CheckoutSession>> list(String select, Tenant tenant, Listing listing) {
        SessionSubstatus substatus = substatus(listing.filters().get("status"));
        Listing.Query query = substatus == null
                ? listing.query(tenant, FILTERS)
                : listing.without("status").query(tenant, FILTERS, conditions(substatus));
        return database.many(select + query.where(), query.parameters(), this::read)
                .map(found -> Page.of(listing, found));
    }

    /** The substatus of that name; null when it is none. */
    private static @Nullable SessionSubstatus substatus(@Nullable String text) {
        return Arrays.stream(SessionSubstatus.values())
                .filter(substatus -> substatus.text().equals(text))
                .findFirst()
                .orElse(null);
    }

    /** Which sessions have it, see {@link CheckoutSession#substatus}. */
    private static List<Listing.Condition> conditions(SessionSubstatus substatus) {
        return switch (substatus) {
            case PENDING ->
                List.of(
                        Listing.Condition.constant("status = 'open' and payment_id is not null and not review_pending"),
                        byHand("provider <> all (:confirmed_by_hand)"));
            case PENDING_REVIEW ->
                List.of(
                        Listing.Condition.constant("status = 'open'"),
                        byHand("(review_pending or (payment_id is not null and provider = any (:confirmed_by_hand)))"));
            case FAILED -> List.of(Listing.Condition.constant("status = 'canceled' and payment_id is not null"));
        };
    }

    private static Listing.Condition byHand(String sql) {
        return new Listing.Condition(sql, "confirmed_by_hand", ProviderKind.textsConfirmedByHand());
    }

    /** The sessions of all workspaces that are to expire, the longest overdue first. */
    Future<List<Claimed<CheckoutSession>>> due(Instant now, int most) {
        return database.many(
                DUE,
                Values.none().and("now", now).and("most", most),
                row -> Claimed.of(row, "expiry_tries", now.plus(DueWork.LEASE), this::read));
    }

    /** Writes when the expiry of those is tried again for which it failed. */
    Future<?> tryAgain(List<Ended<Claimed<CheckoutSession>>> ended) {
        List<Retry> retries = ended.stream()
                .flatMap(expiry -> expiry.result() instanceof WorkResult.Again result
                        ? Stream.of(new Retry(expiry.item(), result))
                        : Stream.empty())
                .toList();
        Values values = Batch.of(retries)
                .tenants(retry -> retry.session().tenant())
                .texts("ids", retry -> retry.session().id())
                .times("due_ats", retry -> retry.result().at())
                .texts("errors", retry -> retry.result().error())
                .values();
        return retries.isEmpty() ? Future.succeededFuture() : database.run(TRY_AGAIN, values);
    }

    private record Retry(Claimed<CheckoutSession> session, WorkResult.Again result) {}

    private CheckoutSession read(Row row) {
        return CheckoutSessionRow.read(row, urls);
    }
}
