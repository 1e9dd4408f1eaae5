package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptRow;
import com.plugipay.outbox.Write;
import java.util.List;
import java.util.Optional;

/** What is paid, such as a checkout session. When it ends, its other attempts that are under way are canceled. */
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
        return List.of(
                after.settledUpdate(),
                new SettlementStep(
                        "other_attempts",
                        AttemptRow.CANCEL_OTHERS,
                        AttemptRow.cancelingOthers(after.tenant(), after.id(), attempt)));
    }

    @Override
    public void addEvents(Write write) {
        if (after.isEndOf(before)) {
            write.event(after.endEvent().orElseThrow(), after);
        }
    }
}
