package com.plugipay.attempts;

import com.plugipay.db.Database;
import com.plugipay.db.GroupCommit;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Statements;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Attempts in the database. An attempt is written before its provider is asked; its outcome is written by settlement. */
public final class AttemptStore {
    /** Where claims find attempts whose provider is to be asked. */
    public static final DueTable DUE = new DueTable.Layout(
                    "payment_attempts", "id", "next_look_up_at", "look_ups", AttemptRow.SELECTED)
            .byProvider(ProviderKind.texts());

    private static final String SELECT = "select " + AttemptRow.SELECTED + " from payment_attempts ";

    private static final NamedSql FIND =
            NamedSql.of(SELECT + "where workspace_id = :workspace and mode = :mode and id = :id");

    /** Attempts under way come first: ids follow clocks, and a node whose clock is behind may have started the newest. */
    private static final OfPayable LATEST = OfPayable.sql(SELECT + """
            where workspace_id = :workspace and mode = :mode and %s = :payable_id
            order by (status in ('starting', 'active')) desc, id desc limit 1""");

    private static final OfPayable OTHERS_IN_REVIEW = OfPayable.sql("""
            select 1 from payment_attempts
             where workspace_id = :workspace and mode = :mode and %s = :payable_id
               and id <> :id and status = 'review'
             limit 1""");

    /** Money that came a second time is a later attempt, or an earlier one by the clock of another node. */
    private static final NamedSql OF_PAYMENT = NamedSql.of(SELECT + """
            where workspace_id = :workspace and mode = :mode and payment_id = :payment_id
            order by (status = 'succeeded') desc, id limit 1""");

    /** Two searches, each by its own index: with one condition for both, the planner may read all attempts of the workspace. */
    private static final NamedSql BY_REFERENCE = NamedSql.of("(" + SELECT + """
            where workspace_id = :workspace and mode = :mode and provider = :provider and provider_reference = :reference)
            union all
            (""" + SELECT + """
            where workspace_id = :workspace and mode = :mode and provider = :provider
              and (status in ('succeeded', 'review') or failure_code in ('reversed', 'dismissed'))
              and provider_data @> any (:paid_under::text[]::jsonb[]))
            limit 1""");

    /** The names under which adapters keep the provider's other ids of a charge that was paid. */
    private static final List<String> PAID_UNDER = List.of("captureId", "paymentRequestId", "paymentId");

    private static final NamedSql UNPAID = NamedSql.of(SELECT + """
            where workspace_id = :workspace and mode = :mode and id = any (:ids) and provider = :provider
              and status in ('starting', 'active', 'failed', 'canceled')
              and coalesce(failure_code, '') not in ('reversed', 'dismissed')""");

    private static final String SESSION_START = """
            update checkout_sessions
               set attempts = attempts + 1, payment_method = :method, provider = :provider, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :checkout_session_id and status = 'open'
               and payment_id is null and not review_pending and expires_at > :now%s
            returning id""";

    /** Locks the session while it is open and unpaid and nothing of it is in review. */
    private static final NamedSql SESSION_STARTS = NamedSql.of(SESSION_START.formatted(UpdatedAt.SQL, ""));

    /** The same when its invoice has been locked. */
    private static final NamedSql SESSION_OF_INVOICE_STARTS =
            NamedSql.of(SESSION_START.formatted(UpdatedAt.SQL, " and exists (select 1 from unpaid_invoice)"));

    /** Locks the invoice while it is open and unpaid and nothing of it is in review. */
    private static final NamedSql UNPAID_INVOICE = NamedSql.of("""
            select id from invoices
             where workspace_id = :workspace and mode = :mode and id = :invoice_id and status = 'open'
               and payment_id is null and not review_pending
               for no key update""");

    /** The same, and counts that it is collected without the buyer. */
    private static final NamedSql INVOICE_STARTS = NamedSql.of("""
            update invoices set collection_attempts = collection_attempts + 1, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :invoice_id and status = 'open'
               and payment_id is null and not review_pending
            returning id""".formatted(UpdatedAt.SQL));

    private static final NamedSql PAID_AGAIN = NamedSql.of("""
            insert into payment_attempts (workspace_id, mode, created_at, updated_at, status, look_ups, id,
                checkout_session_id, invoice_id, payment_id, provider, method, amount, currency, provider_reference,
                provider_data, review_reason, received_amount, received_currency)
            values (:workspace, :mode, :now, :now, 'review', 0, :id, :checkout_session_id, :invoice_id, :payment_id,
                :provider, :method,
                :amount, :currency, :provider_reference, :provider_data::text::jsonb, :review_reason, :received_amount,
                :received_currency)
            on conflict do nothing
            returning id""");

    private static final NamedSql SESSION_OF_PAID_AGAIN = NamedSql.of("""
            update checkout_sessions set review_pending = true, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :checkout_session_id
               and exists (select 1 from changed)""".formatted(UpdatedAt.SQL));

    private static final NamedSql INVOICE_OF_PAID_AGAIN = NamedSql.of("""
            update invoices set review_pending = true, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :invoice_id
               and exists (select 1 from changed)""".formatted(UpdatedAt.SQL));

    /** The attempt may become the direct payment: whoever is about to fail that finds it changed and decides again. */
    private static final NamedSql PAYMENT_OF_PAID_AGAIN = NamedSql.of("""
            update payments set updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :payment_id and checkout_session_id is null and invoice_id is null
               and status = 'pending' and exists (select 1 from changed)""".formatted(UpdatedAt.SQL));

    private static final Map<String, String> FILTERS =
            Map.of("status", "status", "checkoutSessionId", "checkout_session_id", "provider", "provider");

    private final Database database;

    /** For workers, whose attempts start in bursts. */
    private final Statements grouped;

    public AttemptStore(Database database) {
        this.database = database;
        this.grouped = new GroupCommit(database);
    }

    public Future<Optional<Attempt>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), AttemptRow::read);
    }

    /** The attempt of a session or an invoice that is under way, else its newest attempt; empty when there is none. */
    public Future<Optional<Attempt>> latest(Tenant tenant, String payableId) {
        Values values = Values.of(tenant).and("payable_id", payableId);
        return database.pointQueries().one(LATEST.of(payableId), values, AttemptRow::read);
    }

    /** Whether other attempts of the session or the invoice than this one are in review. */
    public Future<Boolean> areOthersInReview(Tenant tenant, String payableId, String attemptId) {
        Values values = Values.of(tenant).and("payable_id", payableId).and("id", attemptId);
        return database.pointQueries()
                .one(OTHERS_IN_REVIEW.of(payableId), values, row -> true)
                .map(Optional::isPresent);
    }

    /** The attempt that has paid or may pay a payment. */
    public Future<Optional<Attempt>> ofPayment(Tenant tenant, String paymentId) {
        return database.pointQueries()
                .one(OF_PAYMENT, Values.of(tenant).and("payment_id", paymentId), AttemptRow::read);
    }

    /** The same; fails when there is none. */
    public Future<Attempt> requireOfPayment(Tenant tenant, String paymentId) {
        return ofPayment(tenant, paymentId)
                .map(found -> found.orElseThrow(() -> new IllegalStateException(paymentId + " has no attempt")));
    }

    /** The attempt with this id of the provider: its main one, or one under which it was paid. */
    public Future<Optional<Attempt>> byReference(Tenant tenant, ProviderKind provider, String reference) {
        String[] paidUnder = PAID_UNDER.stream()
                .map(name -> Json.text(Map.of(name, reference)))
                .toArray(String[]::new);
        Values values = Values.of(tenant)
                .and("provider", provider.text())
                .and("reference", reference)
                .and("paid_under", paidUnder);
        return database.one(BY_REFERENCE, values, AttemptRow::read);
    }

    /** The attempt at this provider that has our id, or else the provider's; either may be null. */
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
        Values values = Values.of(tenant).and("ids", ids.toArray(String[]::new)).and("provider", provider.text());
        return database.many(UNPAID, values, AttemptRow::read);
    }

    public Future<Page<Attempt>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), AttemptRow::read)
                .map(found -> Page.of(listing, found));
    }

    /**
     * Writes an attempt to pay a session or an invoice before its provider is asked, and reserves the amount that it asks for
     * when that is new.
     *
     * @return false when the session or the invoice is over, another attempt is under way, or another owner has just reserved
     *     the amount
     */
    public Future<Boolean> start(ChangeContext context, Attempt attempt, AmountDue due) {
        return start(context, attempt, due, UnaryOperator.identity());
    }

    /** The same with steps that belong to the start; they are written if the step {@code changed} has a row. */
    public Future<Boolean> start(ChangeContext context, Attempt attempt, AmountDue due, UnaryOperator<Write> more) {
        return starting(context, attempt, due, more)
                .run(context.isOfWorker() ? grouped : database)
                .recover(failure ->
                        ErrorCode.CONFLICT.is(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    static Write starting(ChangeContext context, Attempt attempt, AmountDue due, UnaryOperator<Write> more) {
        String payableId = Objects.requireNonNull(attempt.payableId());
        Values values = AttemptRow.values(attempt);
        Write write = starting(Write.of(context), attempt, values).step("attempt", AttemptRow.INSERT, values);
        if (due.isNew()) {
            Values reserving = UniqueAmountStore.reserving(due, attempt.currency(), payableId);
            write.step("reserved", UniqueAmountStore.RESERVE, reserving);
        }
        String name = attempt.checkoutSessionId() == null ? "invoiceId" : "checkoutSessionId";
        return more.apply(write)
                .audit("payment_attempt.started", attempt.id(), Map.of(name, payableId))
                .refusing("payment_attempts_one_active", AttemptStore::underWay)
                .refusing("payment_attempts_one_active_invoice", AttemptStore::underWay)
                .refusing(UniqueAmountStore.TAKEN, ErrorCode.CONFLICT::exception)
                .refusing(UniqueAmountStore.OWNED, ErrorCode.CONFLICT::exception);
    }

    /** Adds the step {@code changed}. An invoice is locked before its session, as in settlements. */
    private static Write starting(Write write, Attempt attempt, Values values) {
        if (attempt.checkoutSessionId() == null) {
            return write.step("changed", INVOICE_STARTS, values);
        }
        return attempt.invoiceId() == null
                ? write.step("changed", SESSION_STARTS, values)
                : write.step("unpaid_invoice", UNPAID_INVOICE, values)
                        .step("changed", SESSION_OF_INVOICE_STARTS, values);
    }

    /** Inserts an attempt in review for money that came a second time for a charge; once for a reference of the provider. */
    public Future<Boolean> paidAgain(ChangeContext context, Attempt attempt) {
        Values values = AttemptRow.values(attempt);
        return Write.of(context)
                .step("changed", PAID_AGAIN, values)
                .step("invoice", INVOICE_OF_PAID_AGAIN, values)
                .step("session", SESSION_OF_PAID_AGAIN, values)
                .step("payment", PAYMENT_OF_PAID_AGAIN, values)
                .audit(
                        "payment_attempt.review",
                        attempt.id(),
                        Map.of(
                                "code",
                                Objects.requireNonNull(attempt.review())
                                        .reason()
                                        .text()))
                .run(database);
    }

    private static ApiException underWay() {
        return ErrorCode.CONFLICT.withMessage("Another attempt is under way.");
    }
}
