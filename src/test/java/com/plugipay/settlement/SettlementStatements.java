package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.payments.Fees;
import com.plugipay.providers.Outcome;
import java.util.List;
import java.util.Map;

/** The statements that the gateway sends for settlements, which the benchmark sends without a provider. */
public final class SettlementStatements {
    private static final SettlementRules RULES = new SettlementRules(new Fees(List.of()));

    private SettlementStatements() {}

    /** The settlement of an attempt that has paid all of something for which there was no payment. */
    public static Write paid(ChangeContext context, Payable payable, Attempt attempt) {
        String reference = "pr-" + attempt.id();
        Outcome paid = new Outcome.Succeeded(
                reference, attempt.amount(), attempt.currency(), null, Map.of("paymentRequestId", reference));
        SettlementState state = new SettlementState(payable, null, attempt, false, false);
        return SettlementStatement.of(context, RULES.of(state, attempt, paid, context.now()));
    }
}
