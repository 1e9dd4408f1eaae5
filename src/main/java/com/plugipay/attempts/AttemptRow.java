package com.plugipay.attempts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.json.Json;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an attempt stands in its table, for every statement that writes or reads one. */
public final class AttemptRow {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    static final String SELECTED = """
            workspace_id, mode, id, checkout_session_id, payment_id, provider, method, amount, currency, status,
            provider_reference, provider_data::text, next_action::text, failure_code, failure_message, review_reason,
            received_amount, received_currency, look_ups, next_look_up_at, created_at, updated_at""";

    /** How many parameters {@link #insert} has. */
    static final int INSERTED = 8;

    private AttemptRow() {}

    /** An insert whose eight parameters begin at {@code first}; {@code source} is where the row comes from. */
    public static String insert(int first, String source) {
        return """
                insert into payment_attempts (workspace_id, mode, created_at, updated_at, status, provider_data, look_ups,
                    id, checkout_session_id, payment_id, provider, method, amount, currency, next_look_up_at)
                select $1, $2, $3, $3, 'starting', '{}', 0, $%d, $%d, $%d, $%d, $%d, $%d, $%d, $%d %s""".formatted(
                        first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7, source);
    }

    /** The parameters of {@link #insert}. */
    public static List<@Nullable Object> inserting(Attempt attempt) {
        List<@Nullable Object> parameters = new ArrayList<>();
        Collections.addAll(
                parameters,
                attempt.id(),
                attempt.checkoutSessionId(),
                attempt.paymentId(),
                attempt.provider().text(),
                attempt.method().text(),
                attempt.amount(),
                attempt.currency(),
                Columns.time(attempt.nextLookUpAt()));
        return parameters;
    }

    /**
     * An update whose parameters begin at {@code first}. What was learned of the provider's ids is never lost: nothing
     * overwrites a known reference with none.
     */
    public static String update(int first) {
        return """
                update payment_attempts
                   set payment_id = coalesce($%d, payment_id), status = $%d,
                       provider_reference = coalesce($%d, provider_reference),
                       provider_data = provider_data || $%d::text::jsonb,
                       next_action = coalesce($%d::text::jsonb, next_action), failure_code = $%d, failure_message = $%d,
                       review_reason = $%d, received_amount = $%d, received_currency = $%d, look_ups = $%d,
                       next_look_up_at = $%d, last_error = null, claimed_by = case when status = $%d then claimed_by end,
                       updated_at = %s
                 where workspace_id = $1 and mode = $2 and id = $%d""".formatted(
                        first,
                        first + 1,
                        first + 2,
                        first + 3,
                        first + 4,
                        first + 5,
                        first + 6,
                        first + 7,
                        first + 8,
                        first + 9,
                        first + 10,
                        first + 11,
                        first + 1,
                        UpdatedAt.SQL,
                        first + 12);
    }

    /** The parameters of {@link #update}. */
    public static List<@Nullable Object> updating(Attempt attempt) {
        Attempt.Review review = attempt.review();
        List<@Nullable Object> parameters = new ArrayList<>();
        Collections.addAll(
                parameters,
                attempt.paymentId(),
                attempt.status().text(),
                attempt.providerReference(),
                Json.text(attempt.providerData()),
                Columns.json(attempt.nextAction()),
                attempt.failureCode(),
                attempt.failureMessage(),
                review == null ? null : review.reason().text(),
                review == null ? null : review.receivedAmount(),
                review == null ? null : review.receivedCurrency(),
                attempt.lookUps(),
                Columns.time(attempt.nextLookUpAt()),
                attempt.id());
        return parameters;
    }

    static Attempt read(Row row) {
        return new Attempt(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("checkout_session_id"),
                row.getString("payment_id"),
                Columns.constant(row, "provider", ProviderKind.class),
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
