package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptRow;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Payment;
import com.plugipay.receipts.ReceiptRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is paid, such as a checkout session. When it ends, its other attempts that are under way are canceled, and
 * money that has paid it gets its receipt.
 */
record ChangedPayable(Payable before, Payable after) implements ChangedAggregate {

    @Override
    public String name() {
        return "payable";
    }

    @Override
    public int order() {
        return PAYABLE;
    }

    @Override
    public boolean isChanged() {
        return !after.equals(before);
    }

    @Override
    public Optional<SettlementStep> lock() {
        return Optional.of(before.lock());
    }

    @Override
    public List<SettlementStep> writes(Transition transition) {
        if (!after.isEndOf(before)) {
            return List.of(after.settledUpdate());
        }
        Attempt attempt = transition.changesAttempt() ? transition.attempt() : null;
        Stream<SettlementStep> end = Stream.of(
                after.settledUpdate(),
                new SettlementStep(
                        "other_attempts",
                        AttemptRow.CANCEL_OTHERS,
                        AttemptRow.cancelingOthers(after.tenant(), after.id(), attempt)));
        return Stream.concat(end, receipt(transition.payment()).stream()).toList();
    }

    /** The receipt of the money that has paid it. */
    private Optional<SettlementStep> receipt(@Nullable Payment payment) {
        return payment != null
                        && payment.status() == Payment.Status.SUCCEEDED
                        && payment.id().equals(after.paymentId())
                ? Optional.of(new SettlementStep("receipt", ReceiptRow.INSERT, ReceiptRow.inserting(payment)))
                : Optional.empty();
    }

    @Override
    public void addEvents(Write write) {
        if (after.isEndOf(before)) {
            write.event(after.endEvent().orElseThrow(), after);
        }
    }
}
