package com.plugipay.billing.dunning;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStatements;
import com.plugipay.billing.collection.CollectionTry;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;

/** The statements that the gateway sends for a charge of an invoice, which the benchmark sends without a provider. */
public final class CollectionStatements {
    private CollectionStatements() {}

    /** The start of the charge by which a try collects its invoice. */
    public static Write start(ChangeContext context, CollectionTry due, Attempt attempt) {
        return AttemptStatements.start(context, attempt, write -> CollectionStore.charging(write, due, attempt.id()));
    }
}
