package com.plugipay.customers;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.http.operations.Page;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Customers in the database. */
public final class CustomerStore {
    private static final String COLUMNS = """
            workspace_id, mode, id, external_id, email, name, phone, address::text, tax_id, default_payment_token_id,
            metadata::text, created_at, updated_at""";
    private static final String INSERT = """
            changed as (
                insert into customers (workspace_id, mode, created_at, updated_at, id, external_id, email, name, phone,
                    address, tax_id, default_payment_token_id, metadata)
                values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10, $11, $12::text::jsonb)
                returning id)
            """;
    private static final String UPDATE = """
            changed as (
                update customers set external_id = $5, email = $6, name = $7, phone = $8, address = $9::text::jsonb,
                    tax_id = $10, default_payment_token_id = $11, metadata = $12::text::jsonb, updated_at = $14
                 where workspace_id = $1 and mode = $2 and id = $4 and updated_at = $13
                returning id)
            """;
    private static final String DELETE = """
            changed as (
                delete from customers
                 where workspace_id = $1 and mode = $2 and id = $4 and updated_at = $5 returning id)
            """;
    private static final String FIND =
            "select " + COLUMNS + " from customers where workspace_id = $1 and mode = $2 and id = $3";
    private static final Map<String, String> FILTERS = Map.of("email", "email", "externalId", "external_id");

    private final Database database;

    public CustomerStore(Database database) {
        this.database = database;
    }

    Change<Customer> insert(ChangeContext origin, Customer customer) {
        return write(origin, INSERT, customer)
                .event(EventType.CUSTOMER_CREATED, customer)
                .returning(customer);
    }

    /** Changes a customer that nobody else has changed meanwhile. */
    Change<Customer> update(ChangeContext origin, Customer before, Customer after) {
        return write(origin, UPDATE, after, Columns.time(before.updatedAt()), Columns.time(after.updatedAt()))
                .event(EventType.CUSTOMER_UPDATED, after, differences(before, after))
                .returning(after);
    }

    /** Deletes a customer who has no sessions and no payments, and whom nobody else has changed meanwhile. */
    Change<Void> delete(ChangeContext origin, Customer customer) {
        return Write.of(origin, DELETE, customer.id(), Columns.time(customer.updatedAt()))
                .event(EventType.CUSTOMER_DELETED, customer.deleted(origin.now()))
                .refusing("checkout_sessions_customer_fkey", CustomerStore::hasHistory)
                .refusing("payments_customer_fkey", CustomerStore::hasHistory)
                .returningNothing();
    }

    Future<Optional<Customer>> find(Tenant tenant, String id) {
        return database.one(FIND, Tuple.of(tenant.workspaceId(), tenant.mode().text(), id), CustomerStore::read);
    }

    Future<Page<Customer>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(
                        "select " + COLUMNS + " from customers" + query.where(),
                        query.parameters(),
                        CustomerStore::read)
                .map(found -> Page.of(listing, found));
    }

    private static Write write(ChangeContext origin, String change, Customer customer, @Nullable Object... more) {
        @Nullable Object[] parameters = new @Nullable Object[9 + more.length];
        parameters[0] = customer.id();
        parameters[1] = customer.externalId();
        parameters[2] = customer.email();
        parameters[3] = customer.name();
        parameters[4] = customer.phone();
        parameters[5] = Columns.json(customer.address());
        parameters[6] = customer.taxId();
        parameters[7] = customer.defaultPaymentTokenId();
        parameters[8] = Columns.json(customer.metadata());
        System.arraycopy(more, 0, parameters, 9, more.length);
        return Write.of(origin, change, parameters)
                .refusing(
                        "customers_external_id_key",
                        () -> ErrorCode.CONFLICT.forField("externalId", "Another customer has this externalId."));
    }

    private static ApiException hasHistory() {
        return ErrorCode.CONFLICT.withMessage("The customer has sessions or payments, which must keep their customer.");
    }

    /** The former values of what has changed. */
    private static Map<String, Object> differences(Customer before, Customer after) {
        Map<String, Object> old = Json.map(before.input());
        Map<String, Object> now = Json.map(after.input());
        Map<String, Object> differences = new LinkedHashMap<>();
        old.forEach((name, value) -> {
            if (!Objects.equals(value, now.get(name))) {
                differences.put(name, value);
            }
        });
        return differences;
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
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
