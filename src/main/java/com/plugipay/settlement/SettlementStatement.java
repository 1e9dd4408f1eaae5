package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptRow;
import com.plugipay.attempts.Settler;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentRow;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision about money: payable, payment and attempt in one statement, with the events that follow from it.
 *
 * <p>The step {@code changed} is the lock: one row that changes only if it still is what the decision was made on. It is the
 * payable's; where that does not change, that of the payment that is settled; else the attempt's. The other steps follow it,
 * and do nothing when it has changed nothing.
 */
public final class SettlementStatement {
    /** The attempt may have been read before the rest: then it must still be as it was read. */
    private static final String ATTEMPT_AS_READ = """
               and (:attempt_id::text is null or exists (
                   select 1 from payment_attempts a
                    where a.workspace_id = :workspace and a.mode = :mode and a.id = :attempt_id::text
                      and a.updated_at = :attempt_updated_at))
            """;

    /** The same for a payable, and the payment that is settled with it: {@code payment_as_read} has locked it. */
    public static final String AS_READ = ATTEMPT_AS_READ + """
               and (:payment_id_before::text is null or exists (select 1 from payment_as_read))
            """;

    /** A payment that its merchant describes at this moment would be told of without that. */
    private static final NamedSql PAYMENT_AS_READ = NamedSql.of("""
            select id from payments
             where workspace_id = :workspace and mode = :mode and id = :payment_id_before::text
               and updated_at = :payment_updated_at
               for update""");

    private static final NamedSql SETTLED_PAYMENT = NamedSql.of(PaymentRow.UPDATE + ATTEMPT_AS_READ + "returning id");
    private static final NamedSql SETTLED_ATTEMPT =
            NamedSql.of(AttemptRow.UPDATE + "   and updated_at = :updated_at_before\nreturning id");
    private static final NamedSql FOLLOWING_ATTEMPT =
            NamedSql.of(AttemptRow.UPDATE + "   and exists (select 1 from changed)");

    /**
     * Whoever ends a payable ends what else is under way for it; providers are told by the look-ups. The payable is named by
     * its id: a join with what has changed would be planned as if all attempts were looked at.
     */
    private static final NamedSql OTHER_ATTEMPTS = NamedSql.of("""
            update payment_attempts
               set status = 'canceled', failure_code = 'session_ended', look_ups = 0, last_error = null, claimed_by = null,
                   updated_at = %s, next_look_up_at = case when provider <> 'manual' then :now::timestamptz end
             where workspace_id = :workspace and mode = :mode and checkout_session_id = :payable_id
               and status in ('starting', 'active') and id <> :attempt_id and exists (select 1 from changed)""".formatted(UpdatedAt.NAMED));

    private SettlementStatement() {}

    /** The write of a decision that changes something. */
    static Write of(ChangeContext origin, Transition transition) {
        Write write = Write.of(origin)
                .refusing("payment_attempts_reference_key", Settler::referenceOfAnother)
                .refusing("payments_reference_key", Settler::referenceOfAnother);
        if (transition.changesPayable()) {
            payableLocks(write, transition);
        } else if (transition.settlesPayment()) {
            paymentLocks(write, transition);
        } else {
            attemptLocks(write, transition);
        }
        tell(write, transition);
        return write;
    }

    private static void payableLocks(Write write, Transition transition) {
        SettlementState before = transition.before();
        Payable payable = Objects.requireNonNull(transition.payable());
        Payment payment = transition.settlesPayment() ? before.payment() : null;
        Values asRead = asRead(before.attempt())
                .and("payment_id_before", payment == null ? null : payment.id())
                .and("payment_updated_at", payment == null ? null : payment.updatedAt());
        write.step("payment_as_read", PAYMENT_AS_READ, asRead)
                .step(
                        "changed",
                        payable.settling(),
                        payable.settlingFrom(Objects.requireNonNull(before.payable()))
                                .and(asRead));
        if (transition.endsPayable()) {
            Attempt attempt = transition.changesAttempt() ? transition.attempt() : null;
            write.step("others", OTHER_ATTEMPTS, of(payable, attempt));
        }
        paymentFollows(write, transition);
        attemptFollows(write, transition);
    }

    private static void paymentLocks(Write write, Transition transition) {
        SettlementState before = transition.before();
        Values payment = PaymentRow.changing(
                Objects.requireNonNull(before.payment()), Objects.requireNonNull(transition.payment()));
        write.step("changed", SETTLED_PAYMENT, payment.and(asRead(before.attempt())));
        attemptFollows(write, transition);
    }

    private static void attemptLocks(Write write, Transition transition) {
        Attempt before = Objects.requireNonNull(transition.before().attempt());
        Values attempt = AttemptRow.values(Objects.requireNonNull(transition.attempt()));
        write.step("changed", SETTLED_ATTEMPT, attempt.and("updated_at_before", before.updatedAt()));
        paymentFollows(write, transition);
    }

    private static void paymentFollows(Write write, Transition transition) {
        Payment payment = transition.payment();
        if (transition.changesPayment() && payment != null) {
            write.step("payment", PaymentRow.INSERT_OR_SETTLE, PaymentRow.values(payment));
        }
    }

    private static void attemptFollows(Write write, Transition transition) {
        Attempt attempt = transition.attempt();
        if (transition.changesAttempt() && attempt != null) {
            write.step("attempt", FOLLOWING_ATTEMPT, AttemptRow.values(attempt));
        }
    }

    private static Values of(Payable payable, @Nullable Attempt attempt) {
        return Values.of(payable.tenant())
                .and("payable_id", payable.id())
                .and("attempt_id", attempt == null ? "" : attempt.id());
    }

    private static Values asRead(@Nullable Attempt attempt) {
        return Values.none()
                .and("attempt_id", attempt == null ? null : attempt.id())
                .and("attempt_updated_at", attempt == null ? null : attempt.updatedAt());
    }

    private static void tell(Write write, Transition transition) {
        Payment payment = transition.payment();
        if (transition.changesPayment() && payment != null && !transition.touchesPayment()) {
            Payment before = transition.before().payment();
            write.event(
                    transition.settlesPayment() && before != null && before.status() == payment.status()
                            ? EventType.PAYMENT_UPDATED
                            : event(payment.status()),
                    payment);
        }
        Payable payable = transition.payable();
        if (transition.endsPayable() && payable != null) {
            write.event(payable.endEvent().orElseThrow(), payable);
        }
        Attempt attempt = transition.attempt();
        Attempt before = transition.before().attempt();
        if (attempt != null && before != null && attempt.status() != before.status()) {
            String code = attempt.failureCode();
            write.audit(
                    "payment_attempt." + attempt.status().text(),
                    attempt.id(),
                    code == null ? Map.of() : Map.of("code", code));
        }
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
}
