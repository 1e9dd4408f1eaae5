package com.plugipay.checkout;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.Origin;
import com.plugipay.db.Write;
import com.plugipay.events.EventType;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentRow;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of a session: the session, its attempt and its payment in one statement.
 *
 * <p>The session's row is the lock. It changes only if it still is what the decision was made on; the payment and the
 * attempt follow it.
 */
final class SettlementStore {
    private static final String SESSION = """
            changed as (
                update checkout_sessions
                   set status = $5, payment_id = $6, completed_at = $7, canceled_at = $8, updated_at = $3
                 where workspace_id = $1 and mode = $2 and id = $4
                   and status = $9 and payment_id is not distinct from $10
                returning id),
            attempt as (
                update payment_attempts set status = $11, updated_at = $3
                 where workspace_id = $1 and mode = $2 and checkout_session_id in (select id from changed)
                   and status in ('starting', 'active'))
            """;
    private static final int PAYMENT_FIRST = 12;
    private static final String SESSION_AND_PAYMENT = SESSION.stripTrailing() + ", payment as ("
            + PaymentRow.insertOrSettle(PAYMENT_FIRST, "from changed") + " returning id)";

    private final Database database;

    SettlementStore(Database database) {
        this.database = database;
    }

    /**
     * A decision on a session.
     *
     * @param payment as it would be, if the decision makes or changes one
     * @param attemptStatus what becomes of the attempt that is under way
     */
    record Change(
            CheckoutSession before,
            CheckoutSession after,
            @Nullable Payment payment,
            Attempt.Status attemptStatus) {}

    /** Starts the write of a decision, with the events that follow from it. */
    Write write(Origin origin, Change change) {
        CheckoutSession before = change.before();
        CheckoutSession after = change.after();
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(after.id());
        parameters.add(after.status().text());
        parameters.add(after.paymentId());
        parameters.add(Columns.time(after.completedAt()));
        parameters.add(Columns.time(after.canceledAt()));
        parameters.add(before.status().text());
        parameters.add(before.paymentId());
        parameters.add(change.attemptStatus().text());
        Payment payment = change.payment();
        if (payment != null) {
            parameters.addAll(PaymentRow.parameters(payment));
        }
        Write write = Write.of(origin, payment == null ? SESSION : SESSION_AND_PAYMENT, parameters.toArray());
        if (payment != null) {
            write.event(event(payment.status()), payment);
        }
        if (after.status() != before.status()) {
            write.event(event(after.status()), after);
        }
        return write;
    }

    /** Runs it; false when the session has changed meanwhile. */
    Future<Boolean> run(Write write) {
        return write.run(database);
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
