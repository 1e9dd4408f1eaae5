package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptRow;
import com.plugipay.outbox.Write;
import java.util.List;
import java.util.Map;

/** The attempt that a decision is about. It was read before everything else, so it is locked even when it does not change. */
record ChangedAttempt(Attempt before, Attempt after) implements ChangedAggregate {

    @Override
    public String name() {
        return "attempt";
    }

    @Override
    public int order() {
        return ATTEMPT;
    }

    @Override
    public boolean isChanged() {
        return !after.equals(before);
    }

    @Override
    public List<SettlementStep> locks() {
        return List.of(new SettlementStep("attempt_as_read", AttemptRow.LOCK, AttemptRow.locking(before)));
    }

    @Override
    public List<SettlementStep> writes(Transition transition) {
        return List.of(new SettlementStep(name(), AttemptRow.SETTLED_UPDATE, AttemptRow.values(after)));
    }

    @Override
    public void addEvents(Write write) {
        if (after.status() == before.status()) {
            return;
        }
        String code = after.failureCode();
        write.audit(
                "payment_attempt." + after.status().text(), after.id(), code == null ? Map.of() : Map.of("code", code));
    }
}
