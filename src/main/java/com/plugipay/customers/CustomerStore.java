package com.plugipay.customers;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.PreviousAttributes;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Customers in the database. */
public final class CustomerStore {
    private static final String COLUMNS = """
            workspace_id, mode, id, external_id, email, name, phone, address::text, tax_id, default_payment_token_id,
            test_clock_id, metadata::text, created_at, updated_at""";
    private static final String SELECT = "select " + COLUMNS + " from customers";
    static final NamedSql FIND = NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql INSERT = NamedSql.of("""
            insert into customers (workspace_id, mode, created_at, updated_at, id, external_id, email, name, phone,
                address, tax_id, default_payment_token_id, test_clock_id, metadata)
            values (:workspace, :mode, :now, :now, :id, :external_id, :email, :name, :phone, :address::text::jsonb,
                :tax_id, :default_payment_token_id, :test_clock_id, :metadata::text::jsonb)
            returning id""");
    private static final NamedSql UPDATE = NamedSql.of("""
            update customers
               set external_id = :external_id, email = :email, name = :name, phone = :phone,
                   address = :address::text::jsonb, tax_id = :tax_id,
                   default_payment_token_id = :default_payment_token_id, metadata = :metadata::text::jsonb,
                   updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
            returning id""");
    private static final NamedSql DELETE = NamedSql.of("""
            delete from customers
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
            returning id""");
    private static final NamedSql ACTIVE_METHOD = NamedSql.of("""
            select 1 from payment_methods
             where workspace_id = :workspace and mode = :mode and id = :id and customer_id = :customer_id
               and status = 'active'""");
    private static final Map<String, String> FILTERS = Map.of("email", "email", "externalId", "external_id");

    private final Database database;

    public CustomerStore(Database database) {
        this.database = database;
    }

    Change<Customer> insert(ChangeContext context, Customer customer) {
        return write(context, INSERT, values(customer))
                .event(EventType.CUSTOMER_CREATED, customer)
                .returning(customer);
    }

    /** Changes a customer that has not been changed since it was read. */
    private static Change<Customer> update(ChangeContext context, Customer before, Customer after) {
        return write(context, UPDATE, values(after).and("updated_at_before", before.updatedAt()))
                .event(EventType.CUSTOMER_UPDATED, after, PreviousAttributes.of(before, after))
                .returning(after);
    }

    /** Deletes a customer on whom nothing depends, if it has not been changed since it was read. */
    Change<Void> delete(ChangeContext context, Customer customer) {
        return Write.of(context)
                .step(
                        "changed",
                        DELETE,
                        Values.none().and("id", customer.id()).and("updated_at_before", customer.updatedAt()))
                .event(EventType.CUSTOMER_DELETED, customer.deleted(context.now()))
                .refusing("checkout_sessions_customer_fkey", CustomerStore::hasHistory)
                .refusing("payments_customer_fkey", CustomerStore::hasHistory)
                .refusing("invoices_customer_fkey", CustomerStore::hasHistory)
                .refusing("payment_methods_customer_fkey", CustomerStore::hasHistory)
                .refusing("subscriptions_customer_fkey", CustomerStore::hasHistory)
                .refusing("gift_cards_customer_fkey", CustomerStore::hasHistory)
                .returningNothing();
    }

    public Future<Optional<Customer>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), CustomerStore::read);
    }

    /** Changes what the input, made from the one that changes nothing, has different; fails without such a customer. */
    public Change<Customer> change(ChangeContext context, String id, UnaryOperator<CustomerInput> input) {
        return Change.after(() -> find(context.tenant(), id)
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(before -> {
                    Customer after = before.changed(input.apply(before.input()), context.now());
                    return requireMethod(before, after).map(checked -> update(context, before, after));
                }));
    }

    /** A new default has to be a payment method of the customer that can be charged. */
    private Future<?> requireMethod(Customer before, Customer after) {
        String methodId = after.defaultPaymentTokenId();
        return methodId == null || methodId.equals(before.defaultPaymentTokenId())
                ? Future.succeededFuture()
                : hasActiveMethod(after.tenant(), after.id(), methodId)
                        .compose(active -> active ? Future.succeededFuture() : Future.failedFuture(noSuchMethod()));
    }

    /** Whether the customer has this stored payment method, and it has not ended. */
    private Future<Boolean> hasActiveMethod(Tenant tenant, String customerId, String methodId) {
        Values values = Values.of(tenant).and("id", methodId).and("customer_id", customerId);
        return database.one(ACTIVE_METHOD, values, row -> true).map(Optional::isPresent);
    }

    Future<Page<Customer>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), CustomerStore::read)
                .map(found -> Page.of(listing, found));
    }

    private static Values values(Customer customer) {
        return Values.none()
                .and("id", customer.id())
                .and("external_id", customer.externalId())
                .and("email", customer.email())
                .and("name", customer.name())
                .and("phone", customer.phone())
                .and("address", Columns.json(customer.address()))
                .and("tax_id", customer.taxId())
                .and("default_payment_token_id", customer.defaultPaymentTokenId())
                .and("test_clock_id", customer.testClockId())
                .and("metadata", Columns.json(customer.metadata()))
                .and("updated_at", customer.updatedAt());
    }

    private static Write write(ChangeContext context, NamedSql change, Values values) {
        return Write.of(context)
                .step("changed", change, values)
                .refusing(
                        "customers_external_id_key",
                        () -> ErrorCode.CONFLICT.forField("externalId", "Another customer has this externalId."))
                .refusing("customers_default_payment_token_fkey", CustomerStore::noSuchMethod)
                .refusing(
                        "customers_test_clock_fkey",
                        () -> ErrorCode.VALIDATION_ERROR.forField("testClockId", "There is no such test clock."));
    }

    private static ApiException noSuchMethod() {
        return ErrorCode.VALIDATION_ERROR.forField(
                "defaultPaymentTokenId", "The customer has no such active payment method.");
    }

    private static ApiException hasHistory() {
        return ErrorCode.CONFLICT.withMessage(
                "The customer has sessions, payments, invoices, subscriptions, payment methods or store credit, which must"
                        + " keep their customer.");
    }

    private static Customer read(Row row) {
        return new Customer(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("external_id"),
                row.getString("email"),
                row.getString("name"),
                row.getString("phone"),
                Columns.object(row, "address", Address.class),
                row.getString("tax_id"),
                row.getString("default_payment_token_id"),
                row.getString("test_clock_id"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
