package com.plugipay.providers.manual;

/**
 * The amount that a buyer has to transfer.
 *
 * @param amount in minor units
 * @param code the difference to the price, negative when it is subtracted; 0 when there is none
 * @param isNew whether the amount has to be reserved together with the attempt
 */
public record AmountDue(long amount, long code, boolean isNew) {

    /** The price itself, without a code. */
    public static AmountDue plain(long price) {
        return new AmountDue(price, 0, false);
    }
}
