package com.plugipay.providers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a {@link Command}. Failures are values; what is not known is {@link Unknown}, never failed. */
public sealed interface Outcome {

    /**
     * It is done: the money is here, or back, or can no longer come.
     *
     * @param amount what the provider says was moved, in minor units; to be compared with what was asked
     * @param feeAmount what the provider keeps, null while it does not say
     */
    record Succeeded(
            @Nullable String providerReference,
            long amount,
            String currency,
            @Nullable Long feeAmount,
            Map<String, Object> providerData)
            implements Outcome {}

    /** The provider said no to this try; another may go well. */
    record Declined(String code, String message) implements Outcome {}

    /** The buyer has to do something first. */
    record NeedsAction(String providerReference, NextAction nextAction) implements Outcome {}

    /** The provider works on it and will tell. */
    record Pending(@Nullable String providerReference) implements Outcome {}

    /** The request was refused before anything happened: the account or the request has to change. */
    record Rejected(String code, String message) implements Outcome {}

    /** It may have happened or not; it has to be looked up until that is known. */
    record Unknown(String reason) implements Outcome {}
}
