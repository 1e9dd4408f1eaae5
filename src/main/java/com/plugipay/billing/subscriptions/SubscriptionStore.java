package com.plugipay.billing.subscriptions;

import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.billing.collection.CollectionTryRow;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceNumber;
import com.plugipay.billing.invoices.InvoicePayable;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.customers.CustomerMailStore;
import com.plugipay.customers.CustomerMailStore.CustomerMail;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.mail.MailKind;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.PreviousAttributes;
import com.plugipay.outbox.Write;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Subscriptions in the database. They are written together with their invoices. */
public final class SubscriptionStore {
    /** Subscriptions with something to do, as claims find them. */
    public static final DueTable DUE =
            new DueTable.Layout("subscriptions", "id", "due_at", "tries", "workspace_id, mode, id, tries").together();

    private static final String SELECT = "select " + SubscriptionRow.SELECTED + " from subscriptions";
    private static final NamedSql FIND_ALL = NamedSql.of("select " + SubscriptionRow.SELECTED + """
            , (select t.frozen_time from test_clocks t
                where t.workspace_id = :workspace and t.mode = :mode and t.id = subscriptions.test_clock_id) as clock_time
              from subscriptions
             where workspace_id = :workspace and mode = :mode and id = any (:ids)""");

    /** A subscription, and whether the collection of other invoices of it than this one has failed. */
    private static final NamedSql FIND_OF_INVOICE = NamedSql.of("select " + SubscriptionRow.SELECTED + """
            , exists (select 1 from invoices i
                       where i.workspace_id = :workspace and i.mode = :mode and i.subscription_id = :id
                         and i.id <> :invoice_id and i.status = 'open' and not i.uncollectible
                         and exists (select 1 from collection_tries t
                                      where t.workspace_id = :workspace and t.mode = :mode and t.invoice_id = i.id
                                        and t.status = 'failed')) as others_unpaid
              from subscriptions
             where workspace_id = :workspace and mode = :mode and id = :id""");

    /** Where no number is to be taken. */
    private static final NamedSql NOT_NUMBERED = NamedSql.of("select 1 from as_read");

    private static final NamedSql NOTHING_READ = NamedSql.of("select 1");

    private static final Map<String, String> FILTERS =
            Map.of("status", "status", "customerId", "customer_id", "planId", "plan_id");

    /** A subscription that has not been paid for is past due too. */
    private static final Listing.Condition PAST_DUE =
            Listing.Condition.constant("status in ('past_due', 'incomplete')");

    private final Database database;
    private final InvoiceStore invoiceStore;
    private final boolean sendsMails;

    /** @param sendsMails whether customers get the invoices that they pay themselves by mail */
    public SubscriptionStore(Database database, InvoiceStore invoiceStore, boolean sendsMails) {
        this.database = database;
        this.invoiceStore = invoiceStore;
        this.sendsMails = sendsMails;
    }

    /**
     * Makes a subscription with its first invoice, if it has one; changes nothing when the invoice's number was given to
     * another meanwhile.
     */
    public Change<Subscription> insert(ChangeContext context, SubscriptionStep step, InvoiceNumber first) {
        Write write = numbered(
                        Write.of(context).step("as_read", NOTHING_READ, Values.none()), invoices(List.of(step)), first)
                .step("changed", SubscriptionRow.INSERT, SubscriptionRow.rows(List.of(step.after())))
                .event(EventType.SUBSCRIPTION_CREATED, step.after());
        collect(write, context, List.of(step), invoiceStore.insertAll(write, invoices(List.of(step)), first));
        return write.refusing(
                        "subscriptions_customer_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("customerId", "There is no such customer."))
                .refusing("subscriptions_payment_token_fkey", () -> noSuchMethod("paymentTokenId"))
                .returning(step.after());
    }

    /**
     * Makes all of these steps of different subscriptions; changes nothing when one of them has changed since it was read, or
     * when a number was given to another meanwhile.
     */
    public Write update(ChangeContext context, List<SubscriptionStep> steps, InvoiceNumber first) {
        return update(context, steps, first, null);
    }

    /** The same; the events of those that are renewed tell by how many days their test clock advances. */
    Write update(
            ChangeContext context, List<SubscriptionStep> steps, InvoiceNumber first, @Nullable Long daysAdvanced) {
        List<Subscription> read = steps.stream().map(SubscriptionStep::before).toList();
        List<Subscription> after = steps.stream().map(SubscriptionStep::after).toList();
        List<Invoice> invoices = invoices(steps);
        Write write = numbered(
                        Write.of(context).step("as_read", SubscriptionRow.LOCK, SubscriptionRow.locking(read)),
                        invoices,
                        first)
                .step("changed", SubscriptionRow.UPDATE, SubscriptionRow.rows(after));
        for (SubscriptionStep step : steps) {
            Map<String, Object> previous = PreviousAttributes.of(step.before(), step.after());
            if (daysAdvanced != null && step.event() == EventType.SUBSCRIPTION_RENEWED) {
                write.event(step.event(), step.after(), previous, Map.of("daysAdvanced", daysAdvanced));
            } else {
                write.event(step.event(), step.after(), previous);
            }
        }
        collect(write, context, steps, invoiceStore.insertAll(write, invoices, first));
        return write.refusing(
                        "invoices_cycle_key",
                        () -> ErrorCode.CONFLICT.withMessage("The period that begins now has been billed already."))
                .refusing("subscriptions_payment_token_fkey", () -> noSuchMethod("defaultPaymentTokenId"));
    }

    private static ApiException noSuchMethod(String field) {
        return ErrorCode.VALIDATION_ERROR.forField(field, "There is no such payment method of the customer.");
    }

    /** Has the money of the open invoices collected: at once, or by their mail and by reminders once it is due. */
    private void collect(Write write, ChangeContext context, List<SubscriptionStep> steps, List<Invoice> issued) {
        Map<String, Subscription> owners = steps.stream()
                .map(SubscriptionStep::after)
                .collect(Collectors.toMap(Subscription::id, Function.identity()));
        List<CollectionTry> tries = issued.stream()
                .filter(Invoice::takesMoney)
                .map(invoice -> collected(invoice, owner(owners, invoice)))
                .toList();
        if (!tries.isEmpty()) {
            write.step("collection_tries", CollectionTryRow.INSERT_ALL, CollectionTryRow.rows(tries, context.now()));
        }
        List<CustomerMail> mails = issued.stream()
                .filter(invoice -> sendsMails && invoice.takesMoney() && isMailed(owner(owners, invoice)))
                .map(invoice -> new CustomerMail(invoice.id(), null, invoice.customerId()))
                .toList();
        if (!mails.isEmpty()) {
            Values values = CustomerMailStore.values(MailKind.INVOICE, mails, context.now());
            write.step("mails", CustomerMailStore.QUEUE, values);
        }
    }

    private static Subscription owner(Map<String, Subscription> owners, Invoice invoice) {
        return Objects.requireNonNull(owners.get(Objects.requireNonNull(invoice.subscriptionId())));
    }

    /** On a test clock nobody is mailed: years of invoices would reach the customer within a minute. */
    private static boolean isMailed(Subscription owner) {
        return owner.collectionMethod() == CollectionMethod.SEND_INVOICE
                && owner.billing().testClockId() == null;
    }

    private static CollectionTry collected(Invoice invoice, Subscription owner) {
        return CollectionTry.first(
                invoice.tenant(),
                invoice.id(),
                owner.collectionMethod() == CollectionMethod.CHARGE_AUTOMATICALLY,
                owner.billing().testClockId(),
                Objects.requireNonNull(invoice.dueAt()),
                invoice.createdAt());
    }

    /**
     * Finds the subscription of an invoice, which changes when the invoice is paid. Its other invoices are read together with
     * it: whoever pays one of them changes the subscription too.
     */
    public Future<InvoicePayable> dependentOn(Tenant tenant, Invoice invoice) {
        String id = invoice.subscriptionId();
        return id == null
                ? Future.succeededFuture(invoice)
                : database.one(
                                FIND_OF_INVOICE,
                                Values.of(tenant).and("id", id).and("invoice_id", invoice.id()),
                                row -> new InvoiceOfSubscription(
                                        invoice, SubscriptionRow.read(row), row.getBoolean("others_unpaid")))
                        .map(found -> found.<InvoicePayable>map(of -> of).orElse(invoice));
    }

    private static Write numbered(Write write, List<Invoice> invoices, InvoiceNumber first) {
        return invoices.isEmpty()
                ? write.step("numbered", NOT_NUMBERED, Values.none())
                : InvoiceStore.takeNumbers(write, first, invoices.size());
    }

    private static List<Invoice> invoices(List<SubscriptionStep> steps) {
        return steps.stream().flatMap(step -> Stream.ofNullable(step.invoice())).toList();
    }

    /**
     * A subscription as it was read.
     *
     * @param clockTime the time of its test clock; null in real time
     */
    record Found(Subscription subscription, @Nullable Instant clockTime) {
        Instant time(Instant now) {
            return clockTime == null ? now : clockTime;
        }
    }

    public Future<Optional<Subscription>> find(Tenant tenant, String id) {
        return findAll(tenant, List.of(id))
                .map(found -> found.stream().findFirst().map(Found::subscription));
    }

    Future<List<Found>> findAll(Tenant tenant, Collection<String> ids) {
        return database.many(
                FIND_ALL,
                Values.of(tenant).and("ids", ids.toArray(String[]::new)),
                row -> new Found(SubscriptionRow.read(row), Columns.instant(row, "clock_time")));
    }

    public Future<Page<Subscription>> list(Tenant tenant, Listing listing) {
        boolean isOfPastDue =
                Subscription.Status.PAST_DUE.text().equals(listing.filters().get("status"));
        Listing.Query query = isOfPastDue
                ? listing.without("status").query(tenant, FILTERS, List.of(PAST_DUE))
                : listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), SubscriptionRow::read)
                .map(found -> Page.of(listing, found));
    }
}
