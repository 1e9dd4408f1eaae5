package com.plugipay.settlement;

import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Payment;
import com.plugipay.payments.PaymentRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment that is made or changed.
 *
 * @param before null when the payment is new
 */
record ChangedPayment(@Nullable Payment before, Payment after) implements ChangedAggregate {

    @Override
    public String name() {
        return before == null ? "new_payment" : "payment";
    }

    @Override
    public int order() {
        return PAYMENT;
    }

    @Override
    public boolean isChanged() {
        return !after.equals(before);
    }

    @Override
    public List<SettlementStep> locks() {
        return before == null
                ? List.of()
                : List.of(new SettlementStep("payment_as_read", PaymentRow.LOCK, PaymentRow.locking(before)));
    }

    @Override
    public List<SettlementStep> writes(Transition transition) {
        return List.of(
                before == null
                        ? new SettlementStep(name(), PaymentRow.SETTLED_INSERT, PaymentRow.values(after))
                        : new SettlementStep(name(), PaymentRow.SETTLED_UPDATE, PaymentRow.changing(before, after)));
    }

    @Override
    public void addEvents(Write write) {
        if (before == null || before.status() != after.status()) {
            write.event(type(after.status()), after);
        } else if (!isTouched(before)) {
            write.event(EventType.PAYMENT_UPDATED, after);
        }
    }

    /** Whether nothing changes but {@code updatedAt}, which guards other decisions. */
    private boolean isTouched(Payment payment) {
        return after.equals(payment.touched(after.updatedAt()));
    }

    private static EventType type(Payment.Status status) {
        return switch (status) {
            case PENDING -> EventType.PAYMENT_PENDING;
            case SUCCEEDED -> EventType.PAYMENT_SUCCEEDED;
            case FAILED -> EventType.PAYMENT_FAILED;
            case PARTIALLY_REFUNDED -> EventType.PAYMENT_PARTIALLY_REFUNDED;
            case REFUNDED -> EventType.PAYMENT_REFUNDED;
        };
    }
}
