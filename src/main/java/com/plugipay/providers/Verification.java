package com.plugipay.providers;

import com.plugipay.model.Mode;

/** The result of checking a callback's proof. */
public sealed interface Verification {

    /**
     * The callback was sent by the provider.
     *
     * @param mode the mode of the account whose proof the callback carries
     * @param identity the same for every delivery of one event, different for different events; at most 200 characters
     */
    record Genuine(Mode mode, String identity) implements Verification {}

    /** The proof is missing or wrong, or the workspace has no account that could have sent it. */
    record Rejected() implements Verification {}

    /** The proof cannot be checked at present; the provider should send the callback again. */
    record Unavailable(String reason) implements Verification {}
}
