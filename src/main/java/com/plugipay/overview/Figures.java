package com.plugipay.overview;

import java.util.List;

/**
 * Sums of one currency in its minor unit. A payment counts when it was created, whenever its money came; so does a refund,
 * and an attempt that has failed.
 *
 * @param received the amounts of payments that have succeeded, also of those that were refunded later
 * @param refunded the amounts of refunds that have succeeded
 * @param fees what is known of the fees of these payments
 * @param net what is left of the received after refunds and fees; negative when that is more
 * @param succeeded the number of payments that have succeeded
 * @param failed the number of attempts to pay that have failed
 */
public record Figures(long received, long refunded, long fees, long net, long succeeded, long failed) {
    /** Nothing. */
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

    /** Whether nothing has happened. */
    boolean isNothing() {
        return equals(NONE);
    }

    /** The sum of all. */
    static Figures sum(List<Figures> all) {
        return all.stream().reduce(NONE, Figures::plus);
    }

    private Figures plus(Figures other) {
        return new Figures(
                received + other.received,
                refunded + other.refunded,
                fees + other.fees,
                net + other.net,
                succeeded + other.succeeded,
                failed + other.failed);
    }
}
