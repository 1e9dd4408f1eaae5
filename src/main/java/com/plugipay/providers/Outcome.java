package com.plugipay.providers;

import com.plugipay.providers.bus.PayableActions;
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

    /**
     * It was tried and came to nothing; another try may go well.
     *
     * @param code ours; from an adapter also the provider's, which {@link PayableActions} translates
     * @param providerCode the provider's own, where it has one
     */
    record Declined(String code, String message, @Nullable String providerCode) implements Outcome {
        public Declined(String code, String message) {
            this(code, message, null);
        }
    }

    /**
     * The buyer has to do something first.
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

        /** The same for a buyer who was not told what to do. */
        public Pending untold() {
            return new Pending(providerReference, providerData, lastTry);
        }
    }

    /**
     * Nothing has happened yet: the buyer may still pay, or the provider will tell later.
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
     * @param code ours; from an adapter also the provider's, which {@link PayableActions} translates
     * @param providerCode the provider's own, where it has one
     */
    record Rejected(String code, String message, @Nullable String providerCode) implements Outcome {
        public Rejected(String code, String message) {
            this(code, message, null);
        }
    }

    /** Whether the provider has answered with how things stand: otherwise it has to be asked again. */
    default boolean isAnswer() {
        return !(this instanceof Unknown || this instanceof NotDone);
    }

    /** Whether it came to nothing, and no money of it can come any more. */
    default boolean isEnd() {
        return this instanceof Declined || this instanceof Rejected;
    }

    /** What this means where the same had been asked for before: nothing was not done then, whatever is so now. */
    default Outcome ofRepeat() {
        return this instanceof NotDone notDone ? notDone.asUnknown() : this;
    }

    /**
     * It was certainly not done, for a reason that passes: the provider could not be reached, or asked us to wait. The
     * same can be asked again. Of a question it tells nothing, neither of the money nor of what was asked before.
     *
     * @param code what is in the way, such as {@link #UNREACHABLE}
     * @param message for the merchant
     * @param retryAfter how long the provider asked us to wait; null when it did not say
     */
    record NotDone(String code, String message, @Nullable Duration retryAfter) implements Outcome {
        /** The request never left this machine, or the provider says that it is not there. */
        public static final String UNREACHABLE = "provider_unreachable";

        /** The provider takes no more requests at the moment. */
        public static final String RATE_LIMITED = "rate_limited";

        /** When it is asked again what was scheduled for that moment: not before the provider wants it. Null stays null. */
        public @Nullable Instant notBefore(@Nullable Instant scheduled, Instant now) {
            if (scheduled == null || retryAfter == null) {
                return scheduled;
            }
            Instant asked = now.plus(retryAfter);
            return scheduled.isBefore(asked) ? asked : scheduled;
        }

        /** The same where something may have been done before that could not be asked about. */
        public Unknown asUnknown() {
            return new Unknown(code + ": " + message);
        }
    }

    /** It may have happened or not; it has to be looked up until that is known. */
    record Unknown(String reason) implements Outcome {}
}
