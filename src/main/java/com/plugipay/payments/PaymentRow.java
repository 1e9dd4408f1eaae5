package com.plugipay.payments;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import com.plugipay.text.WebAddress;
import io.vertx.sqlclient.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a payment, for every statement that writes or reads one. */
public final class PaymentRow {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    /** The select list. */
    public static final String SELECTED = """
            workspace_id, mode, id, status, amount, currency, fee_amount, fee_status, net_amount, amount_refunded, customer_id,
            checkout_session_id, invoice_id, payment_method::text, payment_token_id, provider, provider_reference,
            provider_data::text, next_action::text, return_url, failure_code, failure_message, description, succeeded_at, late,
            metadata::text, created_at, updated_at""";

    private static final String NEW = """
            insert into payments (workspace_id, mode, id, status, amount, currency, fee_amount, fee_status, net_amount,
                amount_refunded, customer_id, checkout_session_id, invoice_id, payment_method, payment_token_id, provider,
                provider_reference, provider_data, next_action, return_url, failure_code, failure_message, description,
                succeeded_at, late, metadata, created_at, updated_at)
            select :workspace, :mode, :id, :status, :amount, :currency, :fee_amount, :fee_status, :net_amount,
                :amount_refunded, :customer_id, :checkout_session_id, :invoice_id, :payment_method::text::jsonb,
                :payment_token_id, :provider, :provider_reference, :provider_data::text::jsonb, :next_action::text::jsonb,
                :return_url, :failure_code, :failure_message, :description, :succeeded_at, :late, :metadata::text::jsonb,
                :created_at, :updated_at""";

    /** Inserts a payment. */
    static final NamedSql INSERT = NamedSql.of(NEW + " returning id");

    /** Makes a payment if the step {@code changed} has a row. */
    public static final NamedSql SETTLED_INSERT = NamedSql.of(NEW + "\n  from changed");

    /** Locks a payment that nobody has changed since it was read, not even its description. */
    public static final NamedSql LOCK = NamedSql.of("""
            select id from payments
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at
               for no key update""");

    /**
     * Changes a payment that has not changed since it was read; more conditions may follow. {@code :no_longer_refunding} is
     * the amount whose reservation for a refund ends.
     */
    public static final String UPDATE = """
            update payments
               set status = :status, amount = :amount, fee_amount = :fee_amount, fee_status = :fee_status,
                   net_amount = :net_amount, amount_refunded = :amount_refunded,
                   amount_refunding = amount_refunding - :no_longer_refunding, provider_reference = :provider_reference,
                   provider_data = :provider_data::text::jsonb, next_action = :next_action::text::jsonb,
                   failure_code = :failure_code, failure_message = :failure_message, description = :description,
                   succeeded_at = :succeeded_at, late = :late, metadata = :metadata::text::jsonb, updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
            """;

    /** Changes a payment that is locked by {@link #LOCK}, if the step {@code changed} has a row. */
    public static final NamedSql SETTLED_UPDATE = NamedSql.of(UPDATE + "   and exists (select 1 from changed)");

    private PaymentRow() {}

    /** The values of {@link #LOCK}. */
    public static Values locking(Payment read) {
        return Values.of(read.tenant()).and("id", read.id()).and("updated_at", read.updatedAt());
    }

    /** The values of {@link #UPDATE}. */
    public static Values changing(Payment before, Payment after) {
        return values(after).and("updated_at_before", before.updatedAt()).and("no_longer_refunding", 0L);
    }

    /** The values of all columns, by their names. */
    public static Values values(Payment payment) {
        return Values.of(payment.tenant())
                .and("id", payment.id())
                .and("status", payment.status().text())
                .and("amount", payment.amount())
                .and("currency", payment.currency())
                .and("fee_amount", payment.feeAmount())
                .and("fee_status", payment.feeStatus().text())
                .and("net_amount", payment.netAmount())
                .and("amount_refunded", payment.amountRefunded())
                .and("customer_id", payment.customerId())
                .and("checkout_session_id", payment.checkoutSessionId())
                .and("invoice_id", payment.invoiceId())
                .and("payment_method", Json.text(payment.paymentMethod()))
                .and("payment_token_id", payment.paymentTokenId())
                .and(
                        "provider",
                        payment.provider() == null ? null : payment.provider().text())
                .and("provider_reference", payment.providerReference())
                .and("provider_data", Json.text(payment.providerData()))
                .and("next_action", Columns.json(payment.nextAction()))
                .and(
                        "return_url",
                        payment.returnUrl() == null ? null : payment.returnUrl().text())
                .and("failure_code", payment.failureCode())
                .and("failure_message", payment.failureMessage())
                .and("description", payment.description())
                .and("succeeded_at", payment.succeededAt())
                .and("late", payment.late())
                .and("metadata", Columns.json(payment.metadata()))
                .and("created_at", payment.createdAt())
                .and("updated_at", payment.updatedAt());
    }

    public static Payment read(Row row) {
        return new Payment(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                Columns.constant(row, "status", Payment.Status.class),
                row.getLong("amount"),
                row.getString("currency"),
                row.getLong("fee_amount"),
                Columns.constant(row, "fee_status", Payment.FeeStatus.class),
                row.getLong("net_amount"),
                row.getLong("amount_refunded"),
                row.getString("customer_id"),
                row.getString("checkout_session_id"),
                row.getString("invoice_id"),
                Json.read(row.getString("payment_method"), PaymentMethod.class),
                row.getString("payment_token_id"),
                row.getString("provider") == null ? null : ProviderKind.of(row.getString("provider")),
                row.getString("provider_reference"),
                Json.read(row.getString("provider_data"), DATA),
                Columns.object(row, "next_action", NextAction.class),
                returnUrl(row),
                row.getString("failure_code"),
                row.getString("failure_message"),
                row.getString("description"),
                Columns.instant(row, "succeeded_at"),
                row.getBoolean("late"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }

    private static @Nullable WebAddress returnUrl(Row row) {
        String stored = row.getString("return_url");
        return stored == null ? null : WebAddress.stored(stored);
    }
}
