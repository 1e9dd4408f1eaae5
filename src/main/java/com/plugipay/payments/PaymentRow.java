package com.plugipay.payments;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.json.Json;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How a payment stands in its table, for every statement that writes or reads one. */
public final class PaymentRow {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    /** The columns behind workspace and mode, in the order of {@link #parameters}. */
    private static final List<String> COLUMNS = List.of(
            "created_at",
            "updated_at",
            "id",
            "status",
            "amount",
            "currency",
            "fee_amount",
            "fee_status",
            "net_amount",
            "amount_refunded",
            "customer_id",
            "checkout_session_id",
            "invoice_id",
            "payment_method",
            "payment_token_id",
            "provider",
            "provider_reference",
            "provider_data",
            "next_action",
            "return_url",
            "failure_code",
            "failure_message",
            "description",
            "succeeded_at",
            "late",
            "metadata");

    private static final List<String> JSON = List.of("payment_method", "provider_data", "next_action", "metadata");

    /** What may change while a payment lives. */
    private static final List<String> CHANGING = List.of(
            "updated_at",
            "status",
            "amount",
            "fee_amount",
            "fee_status",
            "net_amount",
            "amount_refunded",
            "provider_reference",
            "provider_data",
            "next_action",
            "failure_code",
            "failure_message",
            "description",
            "succeeded_at",
            "late",
            "metadata");

    /** What only the merchant changes: a settlement that read an older description must not write it back. */
    private static final List<String> DESCRIBING = List.of("description", "metadata");

    /** The select list. */
    static final String SELECTED = "workspace_id, mode, "
            + COLUMNS.stream()
                    .map(column -> JSON.contains(column) ? column + "::text" : column)
                    .collect(Collectors.joining(", "));

    private PaymentRow() {}

    /**
     * An insert of one payment whose parameters begin at {@code first}; {@code source} is where the row comes from, such
     * as {@code from changed}, or nothing.
     */
    public static String insert(int first, String source) {
        return "insert into payments (workspace_id, mode, " + String.join(", ", COLUMNS) + ") select $1, $2, "
                + IntStream.range(0, COLUMNS.size())
                        .mapToObj(i -> "$" + (first + i) + (JSON.contains(COLUMNS.get(i)) ? "::text::jsonb" : ""))
                        .collect(Collectors.joining(", "))
                + ' '
                + source;
    }

    /** The same, or the change of a payment that is there and still pending. */
    public static String insertOrSettle(int first, String source) {
        return insert(first, source)
                + " on conflict (workspace_id, mode, id) do update set "
                + CHANGING.stream()
                        .filter(column -> !DESCRIBING.contains(column))
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "))
                + " where payments.status = 'pending'";
    }

    /**
     * The update of a payment that nobody else has changed meanwhile; its parameters begin at {@code first} with its id,
     * the former {@code updated_at}, and then {@link #changing}.
     */
    public static String update(int first) {
        return update(first, "amount_refunding = amount_refunding");
    }

    /** The same with another assignment. */
    public static String update(int first, String assignment) {
        return "update payments set " + assignment + ", "
                + IntStream.range(0, CHANGING.size())
                        .mapToObj(i -> CHANGING.get(i) + " = $" + (first + 2 + i)
                                + (JSON.contains(CHANGING.get(i)) ? "::text::jsonb" : ""))
                        .collect(Collectors.joining(", "))
                + " where workspace_id = $1 and mode = $2 and id = $" + first + " and updated_at = $" + (first + 1);
    }

    /** Everything of a payment that may change. */
    public static List<@Nullable Object> changing(Payment payment) {
        List<@Nullable Object> all = parameters(payment);
        List<@Nullable Object> changing = new ArrayList<>(CHANGING.size() + 2);
        CHANGING.forEach(column -> changing.add(all.get(COLUMNS.indexOf(column))));
        return changing;
    }

    /** Everything of a payment but its workspace and mode. */
    public static List<@Nullable Object> parameters(Payment payment) {
        List<@Nullable Object> parameters = new ArrayList<>(COLUMNS.size());
        Collections.addAll(
                parameters,
                Columns.time(payment.createdAt()),
                Columns.time(payment.updatedAt()),
                payment.id(),
                payment.status().text(),
                payment.amount(),
                payment.currency(),
                payment.feeAmount(),
                payment.feeStatus().text(),
                payment.netAmount(),
                payment.amountRefunded(),
                payment.customerId(),
                payment.checkoutSessionId(),
                payment.invoiceId(),
                Json.text(payment.paymentMethod()),
                payment.paymentTokenId(),
                payment.provider() == null ? null : payment.provider().text(),
                payment.providerReference(),
                Json.text(payment.providerData()),
                Columns.json(payment.nextAction()),
                payment.returnUrl(),
                payment.failureCode(),
                payment.failureMessage(),
                payment.description(),
                Columns.time(payment.succeededAt()),
                payment.late(),
                Columns.json(payment.metadata()));
        return parameters;
    }

    static Payment read(Row row) {
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
                row.getString("provider") == null ? null : Columns.constant(row, "provider", ProviderKind.class),
                row.getString("provider_reference"),
                Json.read(row.getString("provider_data"), DATA),
                Columns.object(row, "next_action", NextAction.class),
                row.getString("return_url"),
                row.getString("failure_code"),
                row.getString("failure_message"),
                row.getString("description"),
                Columns.instant(row, "succeeded_at"),
                row.getBoolean("late"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
