package com.plugipay.providers;

import java.time.Duration;
import java.time.Instant;
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
     * The command was carried out: the payment is made, refunded or canceled.
     *
     * @param amount the amount that the provider says was moved, in minor units; to be compared with the requested amount
     * @param feeAmount the provider's fee, in the same currency; null while it is not known
     */
    record Succeeded(
            @Nullable String providerReference,
            long amount,
            String currency,
            @Nullable Long feeAmount,
            Map<String, Object> providerData)
            implements Outcome {

        /** The success of a command that moves no money. */
        public static Succeeded done() {
            return done(Map.of());
        }

        /** The success of a command that moves no money, with data to store. */
        public static Succeeded done(Map<String, Object> providerData) {
            return new Succeeded(null, 0, "", null, providerData);
        }
    }

    /**
     * It was tried and failed; another try may succeed.
     *
     * @param code Plugipay's; from an adapter also the provider's, which {@link Provider#failureCode} translates
     * @param providerCode the provider's own, where it has one
     */
    record Declined(String code, String message, @Nullable String providerCode) implements Outcome {
        public Declined(String code, String message) {
            this(code, message, null);
        }
    }

    /**
     * The buyer has to act first.
     *
     * @param lastTry how the buyer's last try ended, after which another is possible; null when there was none
     */
    record NeedsAction(
            String providerReference,
            NextAction nextAction,
            Map<String, Object> providerData,
            @Nullable Declined lastTry)
            implements Outcome {
        public NeedsAction(String providerReference, NextAction nextAction, Map<String, Object> providerData) {
            this(providerReference, nextAction, providerData, null);
        }

        /** The same after a try that was declined. */
        public NeedsAction after(@Nullable Declined lastTry) {
            return new NeedsAction(providerReference, nextAction, providerData, lastTry);
        }

        /** The same with something else to do. */
        public NeedsAction showing(NextAction nextAction) {
            return new NeedsAction(providerReference, nextAction, providerData, lastTry);
        }

        /** The same without the action, for a buyer who cannot be shown it. */
        public Pending untold() {
            return new Pending(providerReference, providerData, lastTry);
        }
    }

    /**
     * Nothing has happened yet: the buyer may still pay, or the provider will report it later.
     *
     * @param lastTry how the buyer's last try ended, after which another is possible; null when there was none
     */
    record Pending(
            @Nullable String providerReference,
            Map<String, Object> providerData,
            @Nullable Declined lastTry) implements Outcome {
        public Pending(@Nullable String providerReference, Map<String, Object> providerData) {
            this(providerReference, providerData, null);
        }

        /** The same after a try that was declined. */
        public Pending after(@Nullable Declined lastTry) {
            return new Pending(providerReference, providerData, lastTry);
        }
    }

    /** The buyer has paid, and the provider still holds the money back. */
    record Held(@Nullable String providerReference, String reason, Map<String, Object> providerData)
            implements Outcome {}

    /** The money was here and has been taken back by the bank or the provider, all of it. */
    record Reversed(@Nullable String providerReference, String reason) implements Outcome {}

    /**
     * The request was refused before anything happened: the account or the request has to change.
     *
     * @param code Plugipay's; from an adapter also the provider's, which {@link Provider#failureCode} translates
     * @param providerCode the provider's own, where it has one
     */
    record Rejected(String code, String message, @Nullable String providerCode) implements Outcome {
        public Rejected(String code, String message) {
            this(code, message, null);
        }
    }

    /** Whether the provider has told the status; otherwise it has to be asked again. */
    default boolean isAnswer() {
        return !(this instanceof Unknown || this instanceof NotDone);
    }

    /** Whether it came to nothing, and no money of it can come any more. */
    default boolean isEnd() {
        return this instanceof Declined || this instanceof Rejected;
    }

    /** The outcome where the same command was sent before: that the repeat was not done says nothing of the first. */
    default Outcome ofRepeat() {
        return this instanceof NotDone notDone ? notDone.asUnknown() : this;
    }

    /**
     * It was certainly not done, for a reason that passes: the provider could not be reached, or has asked for a pause. The
     * same command can be sent again. For a question this tells nothing of the money or of earlier commands.
     *
     * @param code the reason, such as {@link #UNREACHABLE}
     * @param message for the merchant
     * @param retryAfter how long the provider has asked to wait; null when it has not
     */
    record NotDone(String code, String message, @Nullable Duration retryAfter) implements Outcome {
        /** The request did not leave this machine, or the provider says that it is unavailable. */
        public static final String UNREACHABLE = "provider_unreachable";

        /** The provider takes no more requests at the moment. */
        public static final String RATE_LIMITED = "rate_limited";

        /** The later of the scheduled time and the end of the wait that the provider asked for. Null stays null. */
        public @Nullable Instant notBefore(@Nullable Instant scheduled, Instant now) {
            if (scheduled == null || retryAfter == null) {
                return scheduled;
            }
            Instant asked = now.plus(retryAfter);
            return scheduled.isBefore(asked) ? asked : scheduled;
        }

        /** Unknown, for the same reason: where an earlier command may have been carried out. */
        public Unknown asUnknown() {
            return new Unknown(code + ": " + message);
        }
    }

    /** It may have been carried out or not; it has to be looked up until that is known. */
    record Unknown(String reason) implements Outcome {}
}
