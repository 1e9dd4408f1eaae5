package com.plugipay.providers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a {@link Command}. Failures are values; what is not known is {@link Unknown}, never failed.
 *
 * <p>{@code providerData} are the provider's other ids and facts worth showing: JSON values, never a secret. They are
 * added to what is known already.
 */
public sealed interface Outcome {

    /**
     * It is done: the money is here, or back, or can no longer come.
     *
     * @param amount what the provider says was moved, in minor units; to be compared with what was asked
     * @param feeAmount what the provider keeps, in the same currency; null while it does not say
     */
    record Succeeded(
            @Nullable String providerReference,
            long amount,
            String currency,
            @Nullable Long feeAmount,
            Map<String, Object> providerData)
            implements Outcome {

        /** Of a command that moves no money. */
        public static Succeeded done() {
            return done(Map.of());
        }

        /** Of a command that moves no money, with what was learned. */
        public static Succeeded done(Map<String, Object> providerData) {
            return new Succeeded(null, 0, "", null, providerData);
        }
    }

    /** It was tried and came to nothing; another try may go well. */
    record Declined(String code, String message) implements Outcome {}

    /** The buyer has to do something first. */
    record NeedsAction(String providerReference, NextAction nextAction, Map<String, Object> providerData)
            implements Outcome {}

    /** Nothing has happened yet: the buyer may still pay, or the provider will tell later. */
    record Pending(@Nullable String providerReference, Map<String, Object> providerData) implements Outcome {}

    /** The buyer has paid, and the provider still holds the money back. */
    record Held(@Nullable String providerReference, String reason, Map<String, Object> providerData)
            implements Outcome {}

    /** The money was here and has been taken back by the bank or the provider, all of it. */
    record Reversed(@Nullable String providerReference, String reason) implements Outcome {}

    /** The request was refused before anything happened: the account or the request has to change. */
    record Rejected(String code, String message) implements Outcome {}

    /** It may have happened or not; it has to be looked up until that is known. */
    record Unknown(String reason) implements Outcome {}
}
