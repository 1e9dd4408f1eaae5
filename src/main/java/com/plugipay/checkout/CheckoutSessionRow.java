package com.plugipay.checkout;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.settlement.SettlementStatement;

/** How a session's end and its payment come into its table, as steps of a settlement. */
final class CheckoutSessionRow {
    /** An attempt that begins at this moment would not be seen, and so not be ended with its session. */
    static final NamedSql SETTLE = NamedSql.of("""
            update checkout_sessions
               set status = :status, payment_id = :payment_id, completed_at = :completed_at, canceled_at = :canceled_at,
                   review_pending = :review_pending, payment_method = :payment_method, provider = :provider,
                   updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and status = :status_before
               and payment_id is not distinct from :session_payment_before and review_pending = :review_pending_before
               and attempts = :attempts_before and updated_at = :updated_at_before
            """ + SettlementStatement.AS_READ + "returning id");

    private CheckoutSessionRow() {}

    /** The values of {@link #SETTLE}. */
    static Values settling(CheckoutSession before, CheckoutSession after) {
        return Values.of(after.tenant())
                .and("id", after.id())
                .and("status", after.status().text())
                .and("payment_id", after.paymentId())
                .and("completed_at", after.completedAt())
                .and("canceled_at", after.canceledAt())
                .and("review_pending", after.reviewPending())
                .and(
                        "payment_method",
                        after.paymentMethod() == null
                                ? null
                                : after.paymentMethod().text())
                .and(
                        "provider",
                        after.provider() == null ? null : after.provider().text())
                .and("updated_at", after.updatedAt())
                .and("status_before", before.status().text())
                .and("session_payment_before", before.paymentId())
                .and("review_pending_before", before.reviewPending())
                .and("attempts_before", before.attempts())
                .and("updated_at_before", before.updatedAt());
    }
}
