package com.plugipay.providers;

import com.plugipay.model.Mode;

/** Whether a callback is the provider's. */
public sealed interface Verification {

    /**
     * It is.
     *
     * @param mode the world of the account whose proof it carries
     * @param identity the same for the same event sent again, another for another; at most 200 characters
     */
    record Genuine(Mode mode, String identity) implements Verification {}

    /** Its proof is missing or wrong, or no account could have sent it. */
    record Rejected() implements Verification {}

    /** Its proof cannot be checked at this moment; the provider shall send it again. */
    record Unavailable(String reason) implements Verification {}
}
