package com.plugipay.paymentmethods;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Map;

/** Stored payment methods as rows. */
public final class PaymentMethodRow {
    static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    static final String SELECTED = """
            workspace_id, mode, id, customer_id, provider, type, label, brand, last4, exp_month, exp_year, status, token,
            provider_data::text, deletion_tries, created_at, updated_at""";

    /** Makes one, if the step {@code changed} has a row. */
    public static final NamedSql INSERT = NamedSql.of("""
            insert into payment_methods (workspace_id, mode, id, customer_id, provider, type, label, brand, last4, exp_month,
                exp_year, status, token, token_sha256, provider_data, deletion_tries, created_at, updated_at)
            select :workspace, :mode, :id, :customer_id, :provider, :type, :label, :brand, :last4, :exp_month, :exp_year,
                'active', :token, :token_sha256, :provider_data::text::jsonb, 0, :now, :now
              from changed""");

    /** Describes one anew that the provider has stored again, if the step {@code changed} has a row. */
    public static final NamedSql RENEW = NamedSql.of("""
            update payment_methods
               set label = :label, brand = :brand, last4 = :last4, exp_month = :exp_month, exp_year = :exp_year,
                   status = 'active', token = :token, provider_data = :provider_data::text::jsonb, deletion_due_at = null,
                   claimed_by = null, last_error = null, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and exists (select 1 from changed)
            """.formatted(UpdatedAt.SQL));

    /** Ends an active one that a provider will never accept again, if the step {@code changed} has a row. */
    public static final NamedSql END = NamedSql.of("""
            update payment_methods set status = :status, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'active'
               and exists (select 1 from changed)""".formatted(UpdatedAt.SQL));

    private PaymentMethodRow() {}

    static Values values(KeptMethod kept) {
        StoredPaymentMethod method = kept.method();
        return Values.of(method.tenant())
                .and("id", method.id())
                .and("customer_id", method.customerId())
                .and("provider", method.provider().text())
                .and("type", method.type().text())
                .and("label", method.label())
                .and("brand", method.brand())
                .and("last4", method.last4())
                .and("exp_month", method.expMonth())
                .and("exp_year", method.expYear())
                .and("token", kept.token())
                .and("token_sha256", kept.tokenSha256())
                .and("provider_data", Json.text(kept.providerData()));
    }

    /** Reads one as it is at this moment: whether a card has expired depends on the time. */
    static StoredPaymentMethod read(Row row, Instant now) {
        return new StoredPaymentMethod(
                        row.getString("id"),
                        row.getString("workspace_id"),
                        Columns.mode(row),
                        row.getString("customer_id"),
                        ProviderKind.of(row.getString("provider")),
                        Method.of(row.getString("type")),
                        row.getString("label"),
                        row.getString("brand"),
                        row.getString("last4"),
                        row.getInteger("exp_month"),
                        row.getInteger("exp_year"),
                        Columns.constant(row, "status", StoredPaymentMethod.Status.class),
                        Columns.moment(row, "created_at"),
                        Columns.moment(row, "updated_at"))
                .at(now);
    }
}
