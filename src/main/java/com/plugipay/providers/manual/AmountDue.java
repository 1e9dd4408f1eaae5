package com.plugipay.providers.manual;

/**
 * The amount that a buyer transfers instead of the price.
 *
 * @param amount in minor units
 * @param code what was added to the price, negative when it was taken off; 0 when nothing was
 * @param isNew whether it has to be reserved together with the attempt that asks for it
 */
public record AmountDue(long amount, long code, boolean isNew) {

    /** The price itself. */
    static AmountDue plain(long price) {
        return new AmountDue(price, 0, false);
    }
}
