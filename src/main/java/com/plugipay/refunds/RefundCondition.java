package com.plugipay.refunds;

import com.plugipay.db.Values;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has to be true of a pending refund, beside that, for a change of it to be written.
 *
 * @param unchangedSince its {@code updatedAt}; null for any
 * @param givenUp whether its provider must not be asked about it any more
 */
record RefundCondition(@Nullable Instant unchangedSince, boolean givenUp) {
    /** Nothing but that the refund is pending. */
    static final RefundCondition PENDING = new RefundCondition(null, false);

    /** Its provider was asked for three days and has not said what became of it. */
    static final RefundCondition GIVEN_UP = new RefundCondition(null, true);

    /** It is still as it was read; nobody has sent it once more. */
    static RefundCondition unchanged(Refund refund) {
        return new RefundCondition(refund.updatedAt(), false);
    }

    boolean isMetBy(Refund refund) {
        return unchangedSince == null || unchangedSince.equals(refund.updatedAt());
    }

    /** The values of the parameters in the statements that check it. */
    Values values() {
        return Values.none().and("updated_at_before", unchangedSince).and("given_up", givenUp);
    }
}
