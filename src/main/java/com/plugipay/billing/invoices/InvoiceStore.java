package com.plugipay.billing.invoices;

import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.checkout.CheckoutSession;
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
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.SettlementTransaction.Payables;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invoices in the database, and the numbers that they are issued under. */
public final class InvoiceStore {
    /** The prefix of their ids. */
    private static final String PREFIX = "inv_";

    private static final String SELECT = "select " + InvoiceRow.SELECTED + " from invoices";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql FIND_PUBLIC =
            NamedSql.of(SELECT + " where hosted_token = :token and " + ExistingWorkspaces.only("workspace_id"));
    private static final NamedSql LAST_NUMBER =
            NamedSql.of("select last_number from invoice_numbers where workspace_id = :workspace and mode = :mode");

    private static final String TAKE_NUMBER = """
            insert into invoice_numbers (workspace_id, mode, last_number)
            select :workspace, :mode, :place""";

    /** A number is taken by the statement that gives it to an invoice: none is lost, and none is given twice. */
    private static final String ON_CONFLICT = """

            on conflict (workspace_id, mode)
            do update set last_number = excluded.last_number
             where invoice_numbers.last_number = excluded.last_number - 1
            returning last_number""";

    private static final NamedSql NUMBERED = NamedSql.of(TAKE_NUMBER + ON_CONFLICT);

    /** Takes the numbers up to {@code :last}, the first that the workspace gives, if the step {@code as_read} has a row. */
    private static final NamedSql FIRST_NUMBERS = NamedSql.of("""
            insert into invoice_numbers (workspace_id, mode, last_number)
            select :workspace, :mode, :last from as_read
            on conflict (workspace_id, mode) do nothing
            returning last_number""");

    /** Takes the numbers after {@code :before} up to {@code :last}, if the step {@code as_read} has a row. */
    private static final NamedSql NEXT_NUMBERS = NamedSql.of("""
            update invoice_numbers set last_number = :last
             where workspace_id = :workspace and mode = :mode and last_number = :before and exists (select 1 from as_read)
            returning last_number""");

    static final NamedSql NUMBERED_IF_LOCKED = NamedSql.of(TAKE_NUMBER + " from locked" + ON_CONFLICT);
    private static final Map<String, String> FILTERS =
            Map.of("status", "status", "customerId", "customer_id", "subscriptionId", "subscription_id");

    private final Database database;
    private final BillingSettingsStore settings;
    private final InvoiceUrls urls;
    private final InstantSource clock;

    public InvoiceStore(Database database, BillingSettingsStore settings, InvoiceUrls urls, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.urls = urls;
        this.clock = clock;
    }

    /** Makes a draft. */
    Change<Invoice> insert(ChangeContext context, Invoice draft) {
        return ofCustomer(Write.of(context).step("changed", InvoiceRow.INSERT, InvoiceRow.values(draft)))
                .event(EventType.INVOICE_CREATED, draft)
                .returning(draft);
    }

    /** Makes an invoice and issues it; changes nothing when its number was given to another meanwhile. */
    Change<Invoice> insert(ChangeContext context, Invoice draft, InvoiceNumber number) {
        Invoice issued = issued(draft, number, context.now());
        Write write = ofCustomer(Write.of(context)
                        .step("numbered", NUMBERED, Values.none().and("place", number.place()))
                        .step("changed", InvoiceRow.NUMBERED_INSERT, InvoiceRow.values(issued)))
                .event(EventType.INVOICE_CREATED, draft);
        return finalized(write, issued);
    }

    /** Issues a draft; changes nothing when it has changed, or when its number was given to another meanwhile. */
    Change<Invoice> issue(ChangeContext context, Invoice draft, InvoiceNumber number) {
        Invoice issued = issued(draft, number, context.now());
        Write write = Write.of(context)
                .step("locked", InvoiceRow.LOCK, InvoiceRow.locking(draft))
                .step("numbered", NUMBERED_IF_LOCKED, Values.none().and("place", number.place()))
                .step("changed", InvoiceRow.NUMBERED_UPDATE, InvoiceRow.values(issued));
        return finalized(write, issued);
    }

    /**
     * Adds a step {@code numbered} that takes a run of numbers. It has a row if the step {@code as_read} has one and none of
     * the numbers was given to another meanwhile.
     */
    public static Write takeNumbers(Write write, InvoiceNumber first, int count) {
        long before = first.place() - 1;
        return write.step(
                "numbered",
                before == 0 ? FIRST_NUMBERS : NEXT_NUMBERS,
                Values.none().and("before", before).and("last", before + count));
    }

    /**
     * Adds a step that issues these drafts when they are made, if the step {@code changed} has a row, with their events; gives
     * them as they are issued.
     */
    public List<Invoice> insertAll(Write write, List<Invoice> drafts, InvoiceNumber first) {
        List<Invoice> issued = new ArrayList<>(drafts.size());
        for (Invoice draft : drafts) {
            Invoice open = draft.finalized(first.plus(issued.size()), urls.random(), draft.createdAt());
            issued.add(open);
            write.event(EventType.INVOICE_CREATED, draft).event(EventType.INVOICE_FINALIZED, open);
            open.endEvent().ifPresent(end -> write.event(end, open));
        }
        if (!issued.isEmpty()) {
            write.step("invoices", InvoiceRow.INSERT_ALL, InvoiceRow.rows(issued));
        }
        return issued;
    }

    /** The write that tells that an invoice is sent, if it is as it was read. */
    public Write sending(ChangeContext context, Invoice before, Invoice after) {
        return Write.of(context)
                .step("changed", InvoiceRow.TOUCH, InvoiceRow.locking(before).and("updated_at", after.updatedAt()))
                .event(EventType.INVOICE_SENT, after);
    }

    /** The write that tells that a mail with an invoice is sent, if it is as it was read. */
    public Write emailing(ChangeContext context, Invoice invoice, String to) {
        return Write.of(context)
                .step("changed", InvoiceRow.LOCK, InvoiceRow.locking(invoice))
                .audit("invoice.emailed", invoice.id(), Map.of("to", to));
    }

    private static Change<Invoice> finalized(Write write, Invoice issued) {
        write.refusing(
                "invoices_number_key",
                () -> ErrorCode.CONFLICT.withMessage("Another invoice has the number " + issued.number()
                        + ": it was written by a former invoiceNumberFormat. Change the present one."));
        write.event(EventType.INVOICE_FINALIZED, issued);
        issued.endEvent().ifPresent(end -> write.event(end, issued));
        return write.returning(issued);
    }

    private static Write ofCustomer(Write write) {
        return write.refusing(
                        "invoices_customer_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("customerId", "There is no such customer."))
                .refusing(
                        "invoices_subscription_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("subscriptionId", "There is no such subscription."));
    }

    /** The number for the next invoice that is issued. */
    public Future<InvoiceNumber> nextNumber(Tenant tenant) {
        return settings.of(tenant)
                .compose(found -> database.one(LAST_NUMBER, Values.of(tenant), row -> row.getLong("last_number"))
                        .map(last -> new InvoiceNumber(last.orElse(0L) + 1, found.numberFormat(), found.zone())));
    }

    public Future<Optional<Invoice>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), this::read);
    }

    /** Finds an issued invoice by the random part of its page's address, which is all that a customer has. */
    public Future<Optional<Invoice>> findPublic(String token) {
        return database.one(FIND_PUBLIC, Values.none().and("token", token), this::read);
    }

    /** Finds what else changes when an invoice is paid. */
    public interface Dependents {
        Future<InvoicePayable> of(Tenant tenant, Invoice invoice);
    }

    /** Finds invoices for settlement, and what the others find with the invoices that are paid with it. */
    public Payables payables(Payables others, Dependents dependents) {
        return (tenant, id) -> id.startsWith(PREFIX)
                ? payable(tenant, id, dependents).map(found -> found.map(Payable.class::cast))
                : others.find(tenant, id).compose(found -> withInvoice(tenant, found, dependents));
    }

    private Future<Optional<InvoicePayable>> payable(Tenant tenant, String id, Dependents dependents) {
        return find(tenant, id)
                .compose(found -> found.isPresent()
                        ? dependents.of(tenant, found.get()).map(Optional::of)
                        : Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<Payable>> withInvoice(Tenant tenant, Optional<Payable> found, Dependents dependents) {
        return found.isPresent() && found.get() instanceof CheckoutSession session && session.invoiceId() != null
                ? payable(tenant, session.invoiceId(), dependents)
                        .map(invoice -> invoice.map(of -> new SessionOfInvoice(session, of)))
                : Future.succeededFuture(found);
    }

    public Future<Page<Invoice>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), this::read)
                .map(found -> Page.of(listing, found));
    }

    /** A draft as it is issued under this number, with a page of its own. */
    Invoice issued(Invoice draft, InvoiceNumber number, Instant now) {
        return draft.finalized(number, urls.random(), now);
    }

    Invoice read(Row row) {
        return InvoiceRow.read(row, urls, clock.instant());
    }
}
