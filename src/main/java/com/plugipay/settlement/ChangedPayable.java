package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptRow;
import com.plugipay.outbox.Write;
import java.util.ArrayList;
import java.util.List;

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
    public List<SettlementStep> locks() {
        return before.locks();
    }

    @Override
    public List<SettlementStep> writes(Transition transition) {
        List<SettlementStep> writes = new ArrayList<>(after.updatesSince(before));
        Attempt attempt = transition.changesAttempt() ? transition.attempt() : null;
        after.endSince(before)
                .map(end -> new SettlementStep(
                        "other_attempts",
                        AttemptRow.CANCEL_OTHERS.of(end.attemptsOf()),
                        AttemptRow.cancelingOthers(after.tenant(), end.attemptsOf(), attempt)))
                .ifPresent(writes::add);
        return writes;
    }

    @Override
    public void addEvents(Write write) {
        after.endSince(before).ifPresent(end -> end.events().forEach(ended -> addEvent(write, ended)));
    }

    private static void addEvent(Write write, PayableEnd.Ended ended) {
        if (ended.previousAttributes().isEmpty()) {
            write.event(ended.type(), ended.object());
        } else {
            write.event(ended.type(), ended.object(), ended.previousAttributes());
        }
    }
}
