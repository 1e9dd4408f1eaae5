package com.plugipay.attempts;

import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.providers.manual.AmountDue;
import java.util.function.UnaryOperator;

/** The statements that the gateway sends for an attempt, which the benchmark sends without a provider. */
public final class AttemptStatements {
    private AttemptStatements() {}

    /** The start of an attempt, with further steps. */
    public static Write start(ChangeContext context, Attempt attempt, UnaryOperator<Write> more) {
        return AttemptStore.starting(context, attempt, AmountDue.plain(attempt.amount()), more);
    }
}
