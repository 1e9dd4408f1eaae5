package com.plugipay.attempts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import io.vertx.sqlclient.Row;
import java.util.Map;

/** How an attempt stands in its table, for every statement that writes or reads one. */
public final class AttemptRow {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    static final String SELECTED = """
            workspace_id, mode, id, checkout_session_id, payment_id, provider, method, amount, currency, status,
            provider_reference, provider_data::text, next_action::text, failure_code, failure_message, review_reason,
            received_amount, received_currency, look_ups, next_look_up_at, created_at, updated_at""";

    /** Makes an attempt that is about to be asked for, after {@code changed}. */
    public static final NamedSql INSERT = NamedSql.of("""
            insert into payment_attempts (workspace_id, mode, created_at, updated_at, status, provider_data, look_ups, id,
                checkout_session_id, payment_id, provider, method, amount, currency, next_look_up_at)
            select :workspace, :mode, :now, :now, 'starting', '{}', 0, :id, :checkout_session_id, :payment_id, :provider,
                :method, :amount, :currency, :next_look_up_at
              from changed""");

    /**
     * Changes an attempt; conditions may follow. What was learned of the provider's ids is never lost: nothing overwrites a
     * known reference with none.
     */
    public static final String UPDATE = """
            update payment_attempts
               set payment_id = coalesce(:payment_id, payment_id), status = :status,
                   provider_reference = coalesce(:provider_reference, provider_reference),
                   provider_data = provider_data || :provider_data::text::jsonb,
                   next_action = coalesce(:next_action::text::jsonb, next_action),
                   failure_code = :failure_code, failure_message = :failure_message, review_reason = :review_reason,
                   received_amount = :received_amount, received_currency = :received_currency, look_ups = :look_ups,
                   next_look_up_at = :next_look_up_at, last_error = null,
                   claimed_by = case when status = :status then claimed_by end, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id
            """.formatted(UpdatedAt.NAMED);

    private AttemptRow() {}

    /** Everything of an attempt, by the names of its columns. */
    public static Values values(Attempt attempt) {
        Attempt.Review review = attempt.review();
        return Values.of(attempt.tenant())
                .and("id", attempt.id())
                .and("checkout_session_id", attempt.checkoutSessionId())
                .and("payment_id", attempt.paymentId())
                .and("provider", attempt.provider().text())
                .and("method", attempt.method().text())
                .and("amount", attempt.amount())
                .and("currency", attempt.currency())
                .and("status", attempt.status().text())
                .and("provider_reference", attempt.providerReference())
                .and("provider_data", Json.text(attempt.providerData()))
                .and("next_action", Columns.json(attempt.nextAction()))
                .and("failure_code", attempt.failureCode())
                .and("failure_message", attempt.failureMessage())
                .and("review_reason", review == null ? null : review.reason().text())
                .and("received_amount", review == null ? null : review.receivedAmount())
                .and("received_currency", review == null ? null : review.receivedCurrency())
                .and("look_ups", attempt.lookUps())
                .and("next_look_up_at", attempt.nextLookUpAt());
    }

    static Attempt read(Row row) {
        return new Attempt(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("checkout_session_id"),
                row.getString("payment_id"),
                ProviderKind.of(row.getString("provider")),
                Method.of(row.getString("method")),
                row.getLong("amount"),
                row.getString("currency"),
                Columns.constant(row, "status", Attempt.Status.class),
                row.getString("provider_reference"),
                Json.read(row.getString("provider_data"), DATA),
                Columns.object(row, "next_action", NextAction.class),
                row.getString("failure_code"),
                row.getString("failure_message"),
                row.getString("review_reason") == null
                        ? null
                        : new Attempt.Review(
                                Columns.constant(row, "review_reason", Attempt.Reason.class),
                                row.getLong("received_amount"),
                                row.getString("received_currency")),
                row.getInteger("look_ups"),
                Columns.instant(row, "next_look_up_at"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
