package com.plugipay.paymentmethods;

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
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.StoredMethod;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.Hashes;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.MasterKeys.Place;
import com.plugipay.secrets.Secret;
import com.plugipay.work.DueTable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stored payment methods in the database. Settlement writes those that are stored with a charge. */
public final class PaymentMethodStore {
    /** Where claims find methods that are to be deleted at their provider. */
    static final DueTable DELETIONS = new DueTable.Layout(
                    "payment_methods", "id", "deletion_due_at", "deletion_tries", PaymentMethodRow.SELECTED)
            .together();

    private static final String SELECT = "select " + PaymentMethodRow.SELECTED + " from payment_methods";
    private static final NamedSql FIND =
            NamedSql.of(SELECT + " where workspace_id = :workspace and mode = :mode and id = :id");
    private static final NamedSql ACTIVE = NamedSql.of(SELECT + """

             where workspace_id = :workspace and mode = :mode and customer_id = :customer_id and status = 'active'
             order by id desc limit 10""");
    private static final NamedSql COLLECTING = NamedSql.of(SELECT + """

             where workspace_id = :workspace and mode = :mode and customer_id = :customer_id and status = 'active'
             order by id is not distinct from (
                          select default_payment_token_id from subscriptions
                           where workspace_id = :workspace and mode = :mode and id = :subscription_id) desc,
                      id is not distinct from (
                          select default_payment_token_id from customers
                           where workspace_id = :workspace and mode = :mode and id = :customer_id) desc,
                      id desc
             limit 10""");
    private static final NamedSql BY_TOKEN = NamedSql.of(SELECT + """

             where workspace_id = :workspace and mode = :mode and provider = :provider and token_sha256 = :token_sha256
             order by id limit 10""");
    private static final NamedSql CUSTOMER =
            NamedSql.of("select 1 from customers where workspace_id = :workspace and mode = :mode and id = :id");

    private static final NamedSql REVOKE = NamedSql.of("""
            update payment_methods set status = 'revoked', deletion_due_at = :now, deletion_tries = 0, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id
            returning id""".formatted(UpdatedAt.SQL));
    private static final NamedSql END = NamedSql.of("""
            update payment_methods set status = :status, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'active'
            returning id""".formatted(UpdatedAt.SQL));
    private static final Map<String, String> FILTERS = Map.of("customerId", "customer_id", "status", "status");

    private final Database database;
    private final MasterKeys masterKeys;
    private final InstantSource clock;

    public PaymentMethodStore(Database database, MasterKeys masterKeys, InstantSource clock) {
        this.database = database;
        this.masterKeys = masterKeys;
        this.clock = clock;
    }

    /** Finds a stored method with its token. */
    public interface Source {
        Future<Optional<Chargeable>> chargeable(Tenant tenant, String id);
    }

    /** A stored method with what its provider charges it by. */
    public record Chargeable(StoredPaymentMethod method, StoredMethod stored) {}

    public Future<Optional<StoredPaymentMethod>> find(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), this::read);
    }

    /** The method with its token, also when it has ended. */
    public Future<Optional<Chargeable>> chargeable(Tenant tenant, String id) {
        return database.pointQueries().one(FIND, Values.of(tenant).and("id", id), this::readChargeable);
    }

    /**
     * The method that is to be charged; fails naming the field when there is no such method of the customer, or when it has
     * ended.
     *
     * @param customerId null for any customer
     */
    public Future<StoredPaymentMethod> requireActive(Tenant tenant, String id, @Nullable String customerId) {
        return find(tenant, id).map(found -> {
            StoredPaymentMethod method = found.filter(
                            known -> customerId == null || known.customerId().equals(customerId))
                    .orElseThrow(() -> wrong("There is no such payment method of the customer."));
            if (!method.isActive()) {
                throw wrong("This payment method is " + method.status().text() + '.');
            }
            return method;
        });
    }

    private static ApiException wrong(String message) {
        return ErrorCode.VALIDATION_ERROR.forField("paymentTokenId", message);
    }

    /** The active ones of a customer, the newest first; ten at most. */
    public Future<List<StoredPaymentMethod>> active(Tenant tenant, String customerId) {
        return database.many(ACTIVE, Values.of(tenant).and("customer_id", customerId), this::read)
                .map(found ->
                        found.stream().filter(StoredPaymentMethod::isActive).toList());
    }

    /**
     * The method by which an invoice is collected: that of its subscription, else the customer's default, else the newest;
     * empty for none.
     */
    public Future<Optional<Chargeable>> collecting(Tenant tenant, @Nullable String subscriptionId, String customerId) {
        Values values = Values.of(tenant).and("subscription_id", subscriptionId).and("customer_id", customerId);
        return database.many(COLLECTING, values, row -> row)
                .map(rows -> rows.stream()
                        .filter(row -> read(row).isActive())
                        .findFirst()
                        .map(this::readChargeable));
    }

    /** Those that a provider charges by this token: one for each customer that has it. */
    public Future<List<Chargeable>> byToken(Tenant tenant, ProviderKind provider, Secret token) {
        Values values =
                Values.of(tenant).and("provider", provider.text()).and("token_sha256", Hashes.sha256(token.bytes()));
        return database.many(BY_TOKEN, values, this::readChargeable);
    }

    Future<Boolean> hasCustomer(Tenant tenant, String customerId) {
        return database.one(CUSTOMER, Values.of(tenant).and("id", customerId), row -> true)
                .map(Optional::isPresent);
    }

    Future<Page<StoredPaymentMethod>> list(Tenant tenant, Listing listing) {
        Listing.Query query = listing.query(tenant, FILTERS);
        return database.many(SELECT + query.where(), query.parameters(), this::read)
                .map(found -> Page.of(listing, found));
    }

    /** Prepares what a provider has stored for a customer to be written; it is the one that is known already if there is one. */
    public Future<KeptMethod> keep(
            Tenant tenant, String customerId, ProviderKind provider, StoredMethod stored, Instant now) {
        return byToken(tenant, provider, stored.token())
                .map(known -> known.stream()
                        .map(Chargeable::method)
                        .filter(method -> method.customerId().equals(customerId))
                        .findFirst()
                        .map(method -> kept(method.stored(stored, now), stored, false))
                        .orElseGet(() ->
                                kept(StoredPaymentMethod.of(tenant, customerId, provider, stored, now), stored, true)));
    }

    private KeptMethod kept(StoredPaymentMethod method, StoredMethod stored, boolean isNew) {
        Buffer token = Buffer.buffer(masterKeys.encrypt(place(method.tenant(), method.id()), stored.token()));
        return new KeptMethod(method, token, Hashes.sha256(stored.token().bytes()), stored.providerData(), isNew);
    }

    /** Ends a method and has it deleted at its provider, also once more; fails if there is none. */
    public Change<Void> revoke(ChangeContext context, String id) {
        return Change.after(() -> find(context.tenant(), id)
                .map(found -> revoke(context, found.orElseThrow(ErrorCode.NOT_FOUND::exception))));
    }

    private static Change<Void> revoke(ChangeContext context, StoredPaymentMethod method) {
        return Write.of(context)
                .step("changed", REVOKE, Values.none().and("id", method.id()))
                .audit("payment_method.revoked", method.id(), Map.of("customerId", method.customerId()))
                .returningNothing();
    }

    /** Ends an active method that its provider has ended. */
    public Future<Boolean> end(ChangeContext context, String id, StoredPaymentMethod.Status status) {
        return Write.of(context)
                .step("changed", END, Values.none().and("id", id).and("status", status.text()))
                .audit("payment_method." + status.text(), id)
                .run(database);
    }

    private StoredPaymentMethod read(Row row) {
        return PaymentMethodRow.read(row, clock.instant());
    }

    Chargeable readChargeable(Row row) {
        StoredPaymentMethod method = read(row);
        Secret token = masterKeys.decrypt(
                place(method.tenant(), method.id()), row.getBuffer("token").getBytes());
        return new Chargeable(
                method,
                new StoredMethod(
                        token,
                        method.type(),
                        method.label(),
                        method.brand(),
                        method.last4(),
                        method.expMonth(),
                        method.expYear(),
                        Json.read(row.getString("provider_data"), PaymentMethodRow.DATA)));
    }

    /** Binds the token to its row: moved to another it cannot be decrypted. */
    private static Place place(Tenant tenant, String id) {
        return EncryptedColumn.PAYMENT_METHOD_TOKEN.of(
                tenant.workspaceId(), tenant.mode().text(), id);
    }
}
