package com.plugipay.refunds;

import com.plugipay.db.Values;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What else has to be true of a pending refund for a change of it to be written.
 *
 * @param unchangedSince what its {@code updatedAt} has to be; null for any
 * @param givenUp whether it must not be polled any more
 */
record RefundCondition(@Nullable Instant unchangedSince, boolean givenUp) {
    /** Nothing but that the refund is pending. */
    static final RefundCondition PENDING = new RefundCondition(null, false);

    /** It was polled for three days without a certain outcome. */
    static final RefundCondition GIVEN_UP = new RefundCondition(null, true);

    /** It has not changed since it was read: it was not sent once more either. */
    static RefundCondition unchanged(Refund refund) {
        return new RefundCondition(refund.updatedAt(), false);
    }

    /** Whether a refund that was read now meets it; whether it is given up is only checked in the database. */
    boolean isMetBy(Refund refund) {
        return unchangedSince == null || unchangedSince.equals(refund.updatedAt());
    }

    /** The values of the parameters in the statements that check it. */
    Values values() {
        return Values.none().and("updated_at_before", unchangedSince).and("given_up", givenUp);
    }
}
