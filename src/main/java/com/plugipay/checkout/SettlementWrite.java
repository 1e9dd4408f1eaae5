package com.plugipay.checkout;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptRow;
import com.plugipay.attempts.Settler;
import com.plugipay.db.Columns;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Origin;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision about money: session, payment and attempt in one statement, with the events that follow from it.
 *
 * <p>One row is the lock, and changes only if it still is what the decision was made on: the session's; where that does
 * not come to an end or a payment, that of the payment that is settled; else the attempt's. The others follow it.
 */
final class SettlementWrite {
    private static final int FIRST = 4;
    private static final String SESSION = """
            update checkout_sessions
               set status = $%d, payment_id = $%d, completed_at = $%d, canceled_at = $%d, review_pending = $%d,
                   payment_method = $%d, provider = $%d, updated_at = $%d
             where workspace_id = $1 and mode = $2 and id = $%d
               and status = $%d and payment_id is not distinct from $%d and review_pending = $%d and attempts = $%d
               and updated_at = $%d""";

    private SettlementWrite() {}

    /** The write of a decision that changes something. */
    static Write of(Origin origin, Change change) {
        List<String> parts = new ArrayList<>();
        List<@Nullable Object> parameters = new ArrayList<>();
        Attempt attempt = change.attempt();
        Payment payment = change.payment();
        CheckoutSession session = change.session();
        boolean sessionIsLock = change.settlesSession();
        if (sessionIsLock && session != null) {
            String update =
                    session(session, Objects.requireNonNull(change.before().session()), parameters);
            String asRead = unchanged(change.before().attempt(), parameters);
            Payment pending = change.before().payment();
            if (change.settlesPayment() && pending != null) {
                parts.add(untouched(pending, parameters));
                asRead += " and exists (select 1 from untouched)";
            }
            parts.add("changed as (" + update + " " + asRead + " returning id)");
            if (change.endsSession()) {
                parts.add(endOthers(session, change.changesAttempt() ? attempt : null, parameters));
            }
        }
        boolean attemptIsLock = parts.isEmpty() && !change.settlesPayment();
        if (attemptIsLock && attempt != null) {
            parts.add(attempt(Objects.requireNonNull(change.before().attempt()), attempt, true, parameters));
        }
        if (change.changesPayment() && payment != null) {
            parts.add(payment(change.before(), payment, parts.isEmpty(), parameters));
        }
        if (!attemptIsLock && change.changesAttempt() && attempt != null) {
            parts.add(attempt(Objects.requireNonNull(change.before().attempt()), attempt, false, parameters));
        }
        if (!sessionIsLock && change.changesSession() && session != null) {
            parts.add(review(session, attempt, parameters));
        }
        Write write = Write.of(origin, String.join(", ", parts), parameters.toArray())
                .refusing("payment_attempts_reference_key", Settler::referenceOfAnother)
                .refusing("payments_reference_key", Settler::referenceOfAnother);
        tell(write, change);
        return write;
    }

    private static String session(CheckoutSession after, CheckoutSession before, List<@Nullable Object> parameters) {
        int first = FIRST + parameters.size();
        parameters.add(after.status().text());
        parameters.add(after.paymentId());
        parameters.add(Columns.time(after.completedAt()));
        parameters.add(Columns.time(after.canceledAt()));
        parameters.add(after.reviewPending());
        parameters.add(
                after.paymentMethod() == null ? null : after.paymentMethod().text());
        parameters.add(after.provider() == null ? null : after.provider().text());
        parameters.add(Columns.time(after.updatedAt()));
        parameters.add(after.id());
        parameters.add(before.status().text());
        parameters.add(before.paymentId());
        parameters.add(before.reviewPending());
        // An attempt that begins at this moment would not be seen, and so not be ended with its session.
        parameters.add(before.attempts());
        parameters.add(Columns.time(before.updatedAt()));
        return numbered(SESSION, first, 14);
    }

    /** The attempt may have been read before the rest: then it must still be as it was read. */
    private static String unchanged(@Nullable Attempt attempt, List<@Nullable Object> parameters) {
        if (attempt == null) {
            return "";
        }
        int first = FIRST + parameters.size();
        parameters.add(attempt.id());
        parameters.add(Columns.time(attempt.updatedAt()));
        return """
                 and exists (
                    select 1 from payment_attempts a
                     where a.workspace_id = $1 and a.mode = $2 and a.id = $%d and a.updated_at = $%d)""".formatted(first, first + 1);
    }

    /** A payment that its merchant describes at this moment would be told of without that. */
    private static String untouched(Payment payment, List<@Nullable Object> parameters) {
        int first = FIRST + parameters.size();
        parameters.add(payment.id());
        parameters.add(Columns.time(payment.updatedAt()));
        return """
                untouched as (
                    select id from payments
                     where workspace_id = $1 and mode = $2 and id = $%d and updated_at = $%d for update)""".formatted(first, first + 1);
    }

    /**
     * A matter for a person comes up or is settled; it follows the attempt that it is about. There may be others of the
     * session that still wait.
     */
    private static String review(CheckoutSession after, @Nullable Attempt attempt, List<@Nullable Object> parameters) {
        int first = FIRST + parameters.size();
        parameters.add(after.reviewPending());
        parameters.add(after.id());
        parameters.add(attempt == null ? "" : attempt.id());
        return """
                session as (
                    update checkout_sessions
                       set review_pending = $%1$d or exists (
                               select 1 from payment_attempts a
                                where a.workspace_id = $1 and a.mode = $2 and a.checkout_session_id = $%2$d
                                  and a.status = 'review' and a.id <> $%3$d),
                           updated_at = %4$s
                     where workspace_id = $1 and mode = $2 and id = $%2$d and exists (select 1 from changed))""".formatted(first, first + 1, first + 2, UpdatedAt.SQL);
    }

    private static String payment(Standing standing, Payment after, boolean isLock, List<@Nullable Object> parameters) {
        Payment before = standing.payment();
        int first = FIRST + parameters.size();
        if (!isLock || before == null) {
            parameters.addAll(PaymentRow.parameters(after));
            return "payment as (" + PaymentRow.insertOrSettle(first, "from changed") + " returning id)";
        }
        parameters.add(before.id());
        parameters.add(Columns.time(before.updatedAt()));
        parameters.addAll(PaymentRow.changing(after));
        return "changed as (" + PaymentRow.update(first) + " " + unchanged(standing.attempt(), parameters)
                + " returning id)";
    }

    private static String attempt(Attempt before, Attempt after, boolean isLock, List<@Nullable Object> parameters) {
        int first = FIRST + parameters.size();
        parameters.addAll(AttemptRow.updating(after));
        String update = AttemptRow.update(first);
        if (!isLock) {
            return "attempt as (" + update + " and exists (select 1 from changed))";
        }
        parameters.add(Columns.time(before.updatedAt()));
        return "changed as (" + update + " and updated_at = $" + (FIRST + parameters.size() - 1) + " returning id)";
    }

    /**
     * Whoever ends a session ends what else is under way in it; providers are told by the look-ups. The session is named by
     * its id: a join with what has changed would be planned as if all attempts were looked at.
     */
    private static String endOthers(
            CheckoutSession session, @Nullable Attempt attempt, List<@Nullable Object> parameters) {
        int first = FIRST + parameters.size();
        parameters.add(session.id());
        parameters.add(attempt == null ? "" : attempt.id());
        return """
                others as (
                    update payment_attempts
                       set status = 'canceled', failure_code = 'session_ended', look_ups = 0, last_error = null,
                           claimed_by = null,
                           updated_at = %s,
                           next_look_up_at = case when provider <> 'manual' then $3::timestamptz end
                     where workspace_id = $1 and mode = $2 and checkout_session_id = $%d
                       and status in ('starting', 'active') and id <> $%d and exists (select 1 from changed))""".formatted(UpdatedAt.SQL, first, first + 1);
    }

    private static void tell(Write write, Change change) {
        Payment payment = change.payment();
        if (change.changesPayment() && payment != null) {
            Payment before = change.before().payment();
            write.event(
                    change.settlesPayment() && before != null && before.status() == payment.status()
                            ? EventType.PAYMENT_UPDATED
                            : event(payment.status()),
                    payment);
        }
        CheckoutSession session = change.session();
        if (change.endsSession() && session != null) {
            write.event(event(session.status()), session);
        }
        Attempt attempt = change.attempt();
        Attempt before = change.before().attempt();
        if (attempt != null && before != null && attempt.status() != before.status()) {
            String code = attempt.failureCode();
            write.audit(
                    "payment_attempt." + attempt.status().text(),
                    attempt.id(),
                    code == null ? Map.of() : Map.of("code", code));
        }
    }

    /** The statement with its placeholders counted from {@code first}. */
    private static String numbered(String sql, int first, int count) {
        Object[] numbers = new Object[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = first + i;
        }
        return sql.formatted(numbers);
    }

    private static EventType event(Payment.Status status) {
        return switch (status) {
            case PENDING -> EventType.PAYMENT_PENDING;
            case SUCCEEDED -> EventType.PAYMENT_SUCCEEDED;
            case FAILED -> EventType.PAYMENT_FAILED;
            case PARTIALLY_REFUNDED -> EventType.PAYMENT_PARTIALLY_REFUNDED;
            case REFUNDED -> EventType.PAYMENT_REFUNDED;
        };
    }

    private static EventType event(CheckoutSession.Status status) {
        return switch (status) {
            case COMPLETE -> EventType.CHECKOUT_SESSION_COMPLETED;
            case EXPIRED -> EventType.CHECKOUT_SESSION_EXPIRED;
            case CANCELED -> EventType.CHECKOUT_SESSION_CANCELED;
            case OPEN -> throw new IllegalArgumentException("No session opens again");
        };
    }
}
