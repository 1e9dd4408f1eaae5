package com.plugipay.checkout;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.customers.CustomerSummary;
import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.SettlementStep;
import com.plugipay.text.WebAddress;
import io.vertx.sqlclient.Row;
import java.util.List;

/** The columns of a checkout session, for every statement that writes or reads one. */
final class CheckoutSessionRow {
    private static final TypeReference<List<LineItem>> LINE_ITEMS = new TypeReference<>() {};

    /** The select list. */
    static final String SELECTED = """
            workspace_id, mode, id, status, purpose, amount, currency, description, customer_id, invoice_id, guest::text, line_items::text,
            methods, payment_method, provider, success_url, cancel_url, expires_at, completed_at, canceled_at,
            payment_id, save_payment_method, payment_token_id, attempts, review_pending, late, template_id, proof_url, metadata::text, created_at, updated_at""";

    /** The same with what only the client libraries read: it costs as much again. */
    static final String SELECTED_FOR_SDKS = SELECTED + """
            ,
            (select w.name from workspaces w where w.id = checkout_sessions.workspace_id) as workspace_name,
            (select json_build_object('id', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone,
                                      'externalId', c.external_id)::text
               from customers c
              where c.workspace_id = checkout_sessions.workspace_id and c.mode = checkout_sessions.mode
                and c.id = checkout_sessions.customer_id) as customer""";

    /** Makes a session. */
    static final NamedSql INSERT = NamedSql.of("""
            insert into checkout_sessions (workspace_id, mode, created_at, updated_at, status, attempts, review_pending,
                purpose, save_payment_method, id, amount, currency, description, customer_id, invoice_id, guest, line_items, methods, success_url, cancel_url,
                expires_at, template_id, metadata)
            values (:workspace, :mode, :now, :now, 'open', 0, false, :purpose, :save_payment_method, :id, :amount, :currency, :description,
                :customer_id, :invoice_id, :guest::text::jsonb, :line_items::text::jsonb, :methods, :success_url, :cancel_url,
                :expires_at, :template_id, :metadata::text::jsonb)
            returning id""");

    /** Locks a session that nobody has changed since it was read, also not by choosing a method. */
    private static final NamedSql LOCK = NamedSql.of("""
            select id from checkout_sessions
             where workspace_id = :workspace and mode = :mode and id = :id and status = :status
               and payment_id is not distinct from :payment_id and review_pending = :review_pending
               and attempts = :attempts and updated_at = :updated_at
               for no key update""");

    /** Changes a session that is locked, if the step {@code changed} has a row. */
    private static final NamedSql SETTLED_UPDATE = NamedSql.of("""
            update checkout_sessions
               set status = :status, payment_id = :payment_id, payment_token_id = :payment_token_id, completed_at = :completed_at, canceled_at = :canceled_at,
                   review_pending = :review_pending, late = :late, proof_url = :proof_url, payment_method = :payment_method, provider = :provider,
                   updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and exists (select 1 from changed)""");

    private CheckoutSessionRow() {}

    /** The values of {@link #INSERT}. */
    static Values inserting(CheckoutSession session) {
        return Values.of(session.tenant())
                .and("id", session.id())
                .and("purpose", session.purpose().text())
                .and("save_payment_method", session.savePaymentMethod())
                .and("amount", session.amount())
                .and("currency", session.currency())
                .and("description", session.description())
                .and("customer_id", session.customerId())
                .and("invoice_id", session.invoiceId())
                .and("guest", Columns.json(session.guest()))
                .and("line_items", Json.text(session.lineItems()))
                .and("methods", session.methods().stream().map(Method::text).toArray(String[]::new))
                .and("success_url", session.successUrl().text())
                .and("cancel_url", session.cancelUrl().text())
                .and("expires_at", session.expiresAt())
                .and("template_id", session.templateId())
                .and("metadata", Columns.json(session.metadata()));
    }

    static SettlementStep lock(CheckoutSession read) {
        return new SettlementStep("checkout_session_as_read", LOCK, state(read).and("attempts", read.attempts()));
    }

    static SettlementStep settledUpdate(CheckoutSession after) {
        Values values = state(after)
                .and("payment_token_id", after.paymentTokenId())
                .and("late", after.late())
                .and(
                        "proof_url",
                        after.proofUrl() == null ? null : after.proofUrl().text())
                .and("completed_at", after.completedAt())
                .and("canceled_at", after.canceledAt())
                .and(
                        "payment_method",
                        after.paymentMethod() == null
                                ? null
                                : after.paymentMethod().text())
                .and(
                        "provider",
                        after.provider() == null ? null : after.provider().text());
        return new SettlementStep("checkout_session", SETTLED_UPDATE, values);
    }

    /** What both read: which session it is, and the values of its columns. */
    private static Values state(CheckoutSession session) {
        return Values.of(session.tenant())
                .and("id", session.id())
                .and("status", session.status().text())
                .and("payment_id", session.paymentId())
                .and("review_pending", session.reviewPending())
                .and("updated_at", session.updatedAt());
    }

    /** Reads a session; {@code urls} give its checkout page. */
    static CheckoutSession read(Row row, HostedUrls urls) {
        String id = row.getString("id");
        String method = row.getString("payment_method");
        boolean isForSdks = row.getColumnIndex("customer") >= 0;
        return new CheckoutSession(
                id,
                row.getString("workspace_id"),
                Columns.mode(row),
                Columns.constant(row, "status", CheckoutSession.Status.class),
                Columns.constant(row, "purpose", CheckoutSession.Purpose.class),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("description"),
                row.getString("customer_id"),
                row.getString("invoice_id"),
                Columns.object(row, "guest", Guest.class),
                Columns.list(row, "line_items", LINE_ITEMS),
                Columns.texts(row, "methods").stream().map(Method::of).toList(),
                method == null ? null : Method.of(method),
                row.getString("provider") == null ? null : ProviderKind.of(row.getString("provider")),
                WebAddress.stored(row.getString("success_url")),
                WebAddress.stored(row.getString("cancel_url")),
                urls.checkout(id),
                Columns.moment(row, "expires_at"),
                Columns.instant(row, "completed_at"),
                Columns.instant(row, "canceled_at"),
                row.getString("payment_id"),
                row.getBoolean("save_payment_method"),
                row.getString("payment_token_id"),
                row.getInteger("attempts"),
                row.getBoolean("review_pending"),
                row.getBoolean("late"),
                row.getString("template_id"),
                row.getString("proof_url") == null ? null : WebAddress.stored(row.getString("proof_url")),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"),
                isForSdks ? row.getString("workspace_name") : null,
                isForSdks ? Columns.object(row, "customer", CustomerSummary.class) : null);
    }
}
