package com.plugipay.search;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.money.Currencies;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds objects of all kinds in one statement; each part of it is a look into an index. */
final class SearchStore {
    private static final int MOST_OF_EACH = 10;

    private static final String PAYMENT =
            "'payments', id, description, amount, currency, status, created_at from payments";
    private static final String CUSTOMER =
            "'customers', id, coalesce(name, email), null::bigint, null, null, created_at from customers";
    private static final String INVOICE = "'invoices', id, number, total, currency, status, created_at from invoices";
    private static final String RECEIPT = "'receipts', id, number, amount, currency, null, created_at from receipts";

    /** What is selected from which table, and the condition under which it is meant. */
    private static final List<String> PARTS = Stream.of(
                    part(PAYMENT, "id = :text"),
                    part(PAYMENT, "amount = :whole_amount and currency = any(:whole_currencies)"),
                    part(PAYMENT, "amount = :amount_with_cents and currency = any(:currencies_with_cents)"),
                    part(PAYMENT, """
                            id in (select payment_id from payment_attempts
                                    where workspace_id = :workspace and mode = :mode and provider = any(:providers)
                                      and provider_reference = :text and payment_id is not null)"""),
                    part(CUSTOMER, "id = :text"),
                    part(CUSTOMER, "email = :email"),
                    part(CUSTOMER, "external_id = :text"),
                    part(
                            CUSTOMER,
                            "lower(name) collate \"C\" >= :begin and lower(name) collate \"C\" < :end and name is not null"),
                    part(INVOICE, "id = :text"),
                    part(INVOICE, "number = :text"),
                    part(RECEIPT, "id = :text"),
                    part(RECEIPT, "number = :text"),
                    part(
                            "'checkout-sessions', id, description, amount, currency, status, created_at from checkout_sessions",
                            "id = :text"),
                    part("'refunds', id, null, amount, currency, status, created_at from refunds", "id = :text"),
                    part(
                            "'payment-attempts', id, provider_reference, amount, currency, status, created_at"
                                    + " from payment_attempts",
                            "id = :text"),
                    part("'plans', id, name, null::bigint, null, null, created_at from plans", "id = :text"),
                    part(
                            "'subscriptions', id, null, null::bigint, null, status, created_at from subscriptions",
                            "id = :text"))
            .toList();

    static final NamedSql FIND =
            NamedSql.of("with hits (resource, id, label, amount, currency, status, created_at) as ("
                    + PARTS.stream().collect(Collectors.joining(" union "))
                    + ") select * from hits order by created_at desc, id desc");

    private final Database database;

    SearchStore(Database database) {
        this.database = database;
    }

    private static String part(String selected, String condition) {
        return "(select " + selected + " where workspace_id = :workspace and mode = :mode and " + condition
                + " order by id desc limit :most)";
    }

    /** What is meant, the newest first. */
    Future<List<Hit>> find(Tenant tenant, SearchText text) {
        return database.many(FIND, values(tenant, text), SearchStore::read);
    }

    /** The parameters of {@link #FIND}. */
    static Values values(Tenant tenant, SearchText text) {
        return Values.of(tenant)
                .and("text", text.text())
                .and("email", text.text())
                .and("begin", text.begin())
                .and("end", text.end())
                .and("whole_amount", text.amount(0))
                .and("whole_currencies", Currencies.withDecimals(0))
                .and("amount_with_cents", text.amount(2))
                .and("currencies_with_cents", Currencies.withDecimals(2))
                .and("providers", ProviderKind.texts().toArray(String[]::new))
                .and("most", MOST_OF_EACH);
    }

    private static Hit read(Row row) {
        return new Hit(
                row.getString("resource"),
                row.getString("id"),
                row.getString("label"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("status"),
                Columns.moment(row, "created_at"));
    }
}
