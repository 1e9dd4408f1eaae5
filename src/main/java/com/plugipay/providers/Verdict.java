package com.plugipay.providers;

import com.plugipay.model.Mode;

/** Whether a callback is the provider's. */
public sealed interface Verdict {

    /**
     * It is.
     *
     * @param mode the world of the account whose proof it carries
     * @param identity the same for the same notice sent again, another for another; at most 200 characters
     */
    record Genuine(Mode mode, String identity) implements Verdict {}

    /** Its proof is missing or wrong, or no account could have sent it. */
    record Forged() implements Verdict {}

    /** Its proof cannot be checked at this moment; the provider shall send it again. */
    record Undecided(String reason) implements Verdict {}
}
