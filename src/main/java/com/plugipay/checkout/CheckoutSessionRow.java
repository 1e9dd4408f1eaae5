package com.plugipay.checkout;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.settlement.SettlementStep;

/** Writes the end of a session, and its payment, as steps of a settlement's statement. */
final class CheckoutSessionRow {
    /** Locks a session that nobody has changed since it was read, also not by choosing a method. */
    private static final NamedSql LOCK = NamedSql.of("""
            select id from checkout_sessions
             where workspace_id = :workspace and mode = :mode and id = :id and status = :status
               and payment_id is not distinct from :payment_id and review_pending = :review_pending
               and attempts = :attempts and updated_at = :updated_at
               for no key update""");

    /** Changes a session that is locked, if the step {@code changed} has a row. */
    private static final NamedSql SETTLED_UPDATE = NamedSql.of("""
            update checkout_sessions
               set status = :status, payment_id = :payment_id, completed_at = :completed_at, canceled_at = :canceled_at,
                   review_pending = :review_pending, payment_method = :payment_method, provider = :provider,
                   updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and exists (select 1 from changed)""");

    private CheckoutSessionRow() {}

    static SettlementStep lock(CheckoutSession read) {
        return new SettlementStep("checkout_session_as_read", LOCK, state(read).and("attempts", read.attempts()));
    }

    static SettlementStep settledUpdate(CheckoutSession after) {
        Values values = state(after)
                .and("completed_at", after.completedAt())
                .and("canceled_at", after.canceledAt())
                .and(
                        "payment_method",
                        after.paymentMethod() == null
                                ? null
                                : after.paymentMethod().text())
                .and(
                        "provider",
                        after.provider() == null ? null : after.provider().text());
        return new SettlementStep("checkout_session", SETTLED_UPDATE, values);
    }

    /** What both read: which session it is, and the values of its columns. */
    private static Values state(CheckoutSession session) {
        return Values.of(session.tenant())
                .and("id", session.id())
                .and("status", session.status().text())
                .and("payment_id", session.paymentId())
                .and("review_pending", session.reviewPending())
                .and("updated_at", session.updatedAt());
    }
}
