package com.plugipay.bench;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.secrets.EncryptedColumn;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions of some merchants, which fall due at one moment: each of a customer of its own, who may have a stored card.
 * They are copies of one that was made by the API.
 */
final class RenewalLoad {
    /** As many as a statement makes within the time that it has. */
    private static final int AT_ONCE = 5_000;

    private static final String CUSTOMERS = """
            insert into customers (workspace_id, mode, id, name, email, created_at, updated_at)
            select $1, $2, 'cus_' || $3 || lpad(n::text, 10, '0'), 'Siti', 'siti' || n || '@shop.example', now(), now()
              from generate_series($4::integer, $5::integer) n""";
    private static final String CARDS = """
            insert into payment_methods (workspace_id, mode, id, customer_id, provider, type, label, brand, last4, exp_month,
                exp_year, status, token, token_sha256, provider_data, deletion_tries, created_at, updated_at)
            select $1, $2, 'pt_' || rest, 'cus_' || rest, 'xendit', 'card', 'Visa •••• 1000', 'visa', '1000', 12, 2040,
                   'active', token, encode(sha256(token), 'hex'), '{}', 0, now(), now()
              from unnest($3::text[], $4::bytea[]) c (rest, token)""";
    private static final String SUBSCRIPTIONS = """
            with template as materialized (
                select s from subscriptions s where workspace_id = $1 and mode = $2 and id = $9)
            insert into subscriptions
            select copy.*
              from template,
                   generate_series($4::integer, $5::integer) n,
                   lateral (select $3 || lpad(n::text, 10, '0') as rest) ids,
                   lateral jsonb_populate_record(template.s, jsonb_build_object(
                       'id', 'sub_' || rest, 'customer_id', 'cus_' || rest, 'status', 'active',
                       'default_payment_token_id', case when $6::boolean then 'pt_' || rest end,
                       'collection_method', case when $6::boolean then 'charge_automatically' else 'send_invoice' end,
                       'current_period_start', $7::timestamptz - interval '1 month', 'current_period_end', $7::timestamptz,
                       'billing_anchor', $7::timestamptz, 'due_at', $8::timestamptz)) copy""";
    private static final String ISSUED = """
            select coalesce(sum(last_number), 0)::bigint as issued from invoice_numbers where workspace_id = any ($1)""";
    private static final String PAID = """
            select count(*) as paid from invoices where workspace_id = any ($1) and status = 'paid'""";

    private final Database database;
    private final MasterKeys keys;
    private final List<Merchant> merchants;

    /** @param subscription the one that is copied */
    private record Merchant(Api api, String subscription) {
        Tenant tenant() {
            return api.key().apiKey().tenant();
        }
    }

    /** Subscriptions of one merchant. */
    record Subscriptions(Tenant tenant, List<String> ids) {}

    /** Makes so many merchants, each of whom takes cards at the provider. */
    RenewalLoad(TestGateway gateway, int merchants) {
        this.database = gateway.gateway().database();
        this.keys = gateway.masterKeys();
        this.merchants = IntStream.range(0, merchants)
                .mapToObj(number -> merchant(gateway.merchant()))
                .toList();
    }

    private static Merchant merchant(Api api) {
        api.put("/v1/adapters/xendit", """
                {"secretKey":"xnd_development_benchmark","callbackToken":"benchmark-callback-token",\
                "expectedPerMinute":100000}""").expect(200);
        String customer =
                api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();
        String plan = api.post(
                        "/v1/plans", "{\"name\":\"Pro\",\"interval\":\"month\",\"amount\":100000,\"currency\":\"IDR\"}")
                .expect(201)
                .id();
        String subscription = api.post(
                        "/v1/subscriptions",
                        "{\"customerId\":\"" + customer + "\",\"planId\":\"" + plan
                                + "\",\"collectionMethod\":\"send_invoice\"}")
                .expect(201)
                .id();
        return new Merchant(api, subscription);
    }

    Api api() {
        return merchants.getFirst().api();
    }

    /**
     * Makes so many subscriptions in all whose period ends at that moment, and has the planner know them.
     *
     * @param charged whether their invoices are charged to stored cards; otherwise they are sent
     * @param dueAt when they are renewed; null for never
     */
    List<Subscriptions> subscribe(int number, boolean charged, Instant periodEnd, @Nullable Instant dueAt) {
        List<Subscriptions> made = new ArrayList<>();
        int each = number / merchants.size();
        for (Merchant merchant : merchants) {
            String start = Ids.at(Instant.now(), "").substring(1, 17);
            Tenant tenant = merchant.tenant();
            for (int from = 1; from <= each; from += AT_ONCE) {
                int to = Math.min(each, from + AT_ONCE - 1);
                run(CUSTOMERS, Tuple.of(tenant.workspaceId(), tenant.mode().text(), start, from, to));
                if (charged) {
                    store(tenant, start, from, to);
                }
                Tuple values = Tuple.of(tenant.workspaceId(), tenant.mode().text(), start, from, to, charged)
                        .addOffsetDateTime(Columns.time(periodEnd))
                        .addOffsetDateTime(Columns.time(dueAt))
                        .addString(merchant.subscription());
                run(SUBSCRIPTIONS, values);
            }
            made.add(new Subscriptions(
                    tenant,
                    IntStream.rangeClosed(1, each)
                            .mapToObj(n -> "sub_" + rest(start, n))
                            .toList()));
        }
        run("analyze", Tuple.tuple());
        return made;
    }

    private void store(Tenant tenant, String start, int from, int to) {
        List<String> rests =
                IntStream.rangeClosed(from, to).mapToObj(n -> rest(start, n)).toList();
        Buffer[] tokens = rests.stream()
                .map(rest -> Buffer.buffer(keys.encrypt(
                        EncryptedColumn.PAYMENT_METHOD_TOKEN.of(
                                tenant.workspaceId(), tenant.mode().text(), "pt_" + rest),
                        new Secret("pt-" + rest))))
                .toArray(Buffer[]::new);
        run(CARDS, Tuple.of(tenant.workspaceId(), tenant.mode().text(), rests.toArray(String[]::new), tokens));
    }

    private static String rest(String start, int number) {
        return start + "%010d".formatted(number);
    }

    /** How many invoices were issued. */
    long issued() {
        return count(ISSUED, "issued");
    }

    /** How many invoices are paid. */
    long paid() {
        return count(PAID, "paid");
    }

    private long count(String sql, String column) {
        String[] workspaces = merchants.stream()
                .map(merchant -> merchant.tenant().workspaceId())
                .toArray(String[]::new);
        return Blocking.get(database.run(sql, Tuple.of(workspaces)))
                .iterator()
                .next()
                .getLong(column);
    }

    private void run(String sql, Tuple parameters) {
        Blocking.get(database.run(sql, parameters));
    }

    /** A moment in so many seconds, as exact as the database. */
    static Instant in(long seconds) {
        return Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS);
    }
}
