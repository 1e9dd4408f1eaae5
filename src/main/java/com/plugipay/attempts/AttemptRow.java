package com.plugipay.attempts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import io.vertx.sqlclient.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of an attempt, for the statements that write or read all of them. */
public final class AttemptRow {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    /** The names of the providers without an API, which are never asked. */
    private static final String[] CONFIRMED_BY_HAND = ProviderKind.textsConfirmedByHand();

    static final String SELECTED = """
            workspace_id, mode, id, checkout_session_id, invoice_id, payment_id, provider, method, amount, currency, saved_for,
            buyer_present, payment_token_id, status,
            provider_reference, provider_data::text, next_action::text, failure_code, failure_message, review_reason,
            received_amount, received_currency, look_ups, next_look_up_at, created_at, updated_at""";

    /** Inserts an attempt that is about to be charged, if the step {@code changed} has a row. */
    public static final NamedSql INSERT = NamedSql.of("""
            insert into payment_attempts (workspace_id, mode, created_at, updated_at, status, provider_data, look_ups, id,
                checkout_session_id, invoice_id, payment_id, provider, method, amount, currency, saved_for,
                buyer_present, payment_token_id, next_look_up_at)
            select :workspace, :mode, :now, :now, 'starting', '{}', 0, :id, :checkout_session_id, :invoice_id, :payment_id,
                :provider, :method, :amount, :currency, :saved_for, :buyer_present, :payment_token_id,
                :next_look_up_at
              from changed""");

    /** Locks an attempt that nobody has changed since it was read. */
    public static final NamedSql LOCK = NamedSql.of("""
            select id from payment_attempts
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at
               for no key update""");

    /**
     * Changes an attempt that is locked by {@link #LOCK}, if the step {@code changed} has a row. What is known of the
     * provider's references and data is not overwritten with null. A claim ends when the status changes.
     */
    public static final NamedSql SETTLED_UPDATE = NamedSql.of("""
            update payment_attempts
               set payment_id = coalesce(:payment_id, payment_id), status = :status,
                   payment_token_id = coalesce(:payment_token_id, payment_token_id),
                   provider_reference = coalesce(:provider_reference, provider_reference),
                   provider_data = provider_data || :provider_data::text::jsonb,
                   next_action = coalesce(:next_action::text::jsonb, next_action),
                   failure_code = :failure_code, failure_message = :failure_message, review_reason = :review_reason,
                   received_amount = :received_amount, received_currency = :received_currency, look_ups = :look_ups,
                   next_look_up_at = :next_look_up_at, last_error = null,
                   claimed_by = case when status = :status then claimed_by end, updated_at = %s
             where workspace_id = :workspace and mode = :mode and id = :id and exists (select 1 from changed)
            """.formatted(UpdatedAt.SQL));

    /**
     * Cancels the attempts of a session or an invoice that are under way, except one, if the step {@code changed} has a row.
     * The next poll asks their providers to cancel them. The session is named by its id: a join with {@code changed} is
     * planned as if all attempts were read.
     */
    public static final OfPayable CANCEL_OTHERS = OfPayable.sql("""
            update payment_attempts
               set status = 'canceled', failure_code = 'session_ended', look_ups = 0, last_error = null, claimed_by = null,
                   updated_at =\s""" + UpdatedAt.SQL + """
                   , next_look_up_at = case when provider <> all (:confirmed_by_hand::text[]) then :now::timestamptz end
             where workspace_id = :workspace and mode = :mode and %s = :payable_id
               and status in ('starting', 'active') and id <> :except_id and exists (select 1 from changed)
            """);

    private AttemptRow() {}

    /** The values of {@link #LOCK}. */
    public static Values locking(Attempt read) {
        return Values.of(read.tenant()).and("id", read.id()).and("updated_at", read.updatedAt());
    }

    /** The values of {@link #CANCEL_OTHERS}; without an exception it cancels all. */
    public static Values cancelingOthers(Tenant tenant, String payableId, @Nullable Attempt except) {
        return Values.of(tenant)
                .and("payable_id", payableId)
                .and("except_id", except == null ? "" : except.id())
                .and("confirmed_by_hand", CONFIRMED_BY_HAND);
    }

    /** The values of all columns, by their names. */
    public static Values values(Attempt attempt) {
        Attempt.Review review = attempt.review();
        return Values.of(attempt.tenant())
                .and("id", attempt.id())
                .and("checkout_session_id", attempt.checkoutSessionId())
                .and("invoice_id", attempt.invoiceId())
                .and("payment_id", attempt.paymentId())
                .and("saved_for", attempt.savedFor())
                .and("buyer_present", attempt.buyerPresent())
                .and("payment_token_id", attempt.paymentTokenId())
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
        return AttemptBuilder.builder()
                .id(row.getString("id"))
                .workspaceId(row.getString("workspace_id"))
                .mode(Columns.mode(row))
                .checkoutSessionId(row.getString("checkout_session_id"))
                .invoiceId(row.getString("invoice_id"))
                .paymentId(row.getString("payment_id"))
                .savedFor(row.getString("saved_for"))
                .buyerPresent(row.getBoolean("buyer_present"))
                .paymentTokenId(row.getString("payment_token_id"))
                .provider(ProviderKind.of(row.getString("provider")))
                .method(Method.of(row.getString("method")))
                .amount(row.getLong("amount"))
                .currency(row.getString("currency"))
                .status(Columns.constant(row, "status", Attempt.Status.class))
                .providerReference(row.getString("provider_reference"))
                .providerData(Json.read(row.getString("provider_data"), DATA))
                .nextAction(Columns.object(row, "next_action", NextAction.class))
                .failureCode(row.getString("failure_code"))
                .failureMessage(row.getString("failure_message"))
                .review(review(row))
                .lookUps(row.getInteger("look_ups"))
                .nextLookUpAt(Columns.instant(row, "next_look_up_at"))
                .createdAt(Columns.moment(row, "created_at"))
                .updatedAt(Columns.moment(row, "updated_at"))
                .build();
    }

    private static Attempt.@Nullable Review review(Row row) {
        return row.getString("review_reason") == null
                ? null
                : new Attempt.Review(
                        Columns.constant(row, "review_reason", Attempt.Reason.class),
                        row.getLong("received_amount"),
                        row.getString("received_currency"));
    }
}
