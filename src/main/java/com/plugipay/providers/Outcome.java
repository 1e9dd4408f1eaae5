package com.plugipay.providers;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a {@link Command}. Failures are values: a result that cannot be determined is {@link Unknown}, never a failed
 * future.
 *
 * <p>{@code providerData} holds the provider's other ids and facts worth showing: JSON values, never a secret. They are added
 * to the data that is already stored.
 */
public sealed interface Outcome {

    /**
     * The command was carried out: the payment is made, refunded or canceled.
     *
     * @param amount the amount that the provider reports as moved, in minor units; the caller compares it with the
     *     requested one
     * @param feeAmount the provider's fee, in the same currency; null while it is not known
     * @param stored the payment method that was stored with it; null when there is none or it is not known yet
     */
    record Succeeded(
            @Nullable String providerReference,
            long amount,
            String currency,
            @Nullable Long feeAmount,
            Map<String, Object> providerData,
            @Nullable StoredMethod stored)
            implements Outcome {

        /** A success without a stored method. */
        public Succeeded(
                @Nullable String providerReference,
                long amount,
                String currency,
                @Nullable Long feeAmount,
                Map<String, Object> providerData) {
            this(providerReference, amount, currency, feeAmount, providerData, null);
        }

        /** Returns a copy with this stored method. */
        public Succeeded withStored(@Nullable StoredMethod stored) {
            return new Succeeded(providerReference, amount, currency, feeAmount, providerData, stored);
        }

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
     * The provider tried to carry out the command and failed; another try may succeed.
     *
     * @param code Plugipay's code; an adapter may give the provider's, which {@link Provider#failureCode} translates
     * @param providerCode the provider's own code, if it has one
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

        /** Returns a copy with this last try. */
        public NeedsAction withLastTry(@Nullable Declined lastTry) {
            return new NeedsAction(providerReference, nextAction, providerData, lastTry);
        }

        /** Returns a copy with this next action. */
        public NeedsAction withNextAction(NextAction nextAction) {
            return new NeedsAction(providerReference, nextAction, providerData, lastTry);
        }

        /** Returns the pending outcome without the action, because the action cannot be shown to the buyer. */
        public Pending withoutAction() {
            return new Pending(providerReference, providerData, lastTry);
        }
    }

    /**
     * The result is still open: the buyer may still pay, or the provider will report the result later.
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

        /** Returns a copy with this last try. */
        public Pending withLastTry(@Nullable Declined lastTry) {
            return new Pending(providerReference, providerData, lastTry);
        }
    }

    /** The buyer has paid, and the provider holds the money back for now. */
    record Held(@Nullable String providerReference, String reason, Map<String, Object> providerData)
            implements Outcome {}

    /** The payment had succeeded, and the bank or the provider has taken all of its money back. */
    record Reversed(@Nullable String providerReference, String reason) implements Outcome {}

    /**
     * The request was refused before anything happened: the account or the request has to change.
     *
     * @param code Plugipay's code; an adapter may give the provider's, which {@link Provider#failureCode} translates
     * @param providerCode the provider's own code, if it has one
     */
    record Rejected(String code, String message, @Nullable String providerCode) implements Outcome {
        /** The provider does not store this payment method. */
        public static final Rejected NOT_STORABLE =
                new Rejected("payment_method_not_storable", "The payment method cannot be stored.");

        public Rejected(String code, String message) {
            this(code, message, null);
        }
    }

    /** Returns a success, or an unknown outcome when the provider's amount or currency could not be read and is null. */
    static Outcome succeeded(
            @Nullable String providerReference,
            @Nullable Long amount,
            @Nullable String currency,
            Map<String, Object> providerData) {
        return amount == null || currency == null
                ? new Unknown("It has succeeded with an amount that cannot be read")
                : new Succeeded(providerReference, amount, currency, null, providerData);
    }

    /** Whether this is a status that the provider has reported; otherwise it has to be queried again. */
    default boolean isKnown() {
        return !(this instanceof Unknown || this instanceof NotDone);
    }

    /** Whether the command has failed for good, so that it will never move money. */
    default boolean isFailed() {
        return this instanceof Declined || this instanceof Rejected;
    }

    /**
     * Returns the outcome of a command that had been sent before. A repeat without effect does not show whether the first
     * had one.
     */
    default Outcome ofRepeatedCommand() {
        return this instanceof NotDone notDone ? notDone.asUnknown() : this;
    }

    /**
     * The command had no effect, for a temporary reason: the provider could not be reached, or has asked for a pause. The same
     * command can be sent again. The outcome of a query says nothing about the money or about earlier commands.
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

        /** Returns the later of the scheduled time and the end of the requested pause; null when nothing is scheduled. */
        public @Nullable Instant notBefore(@Nullable Instant scheduled, Instant now) {
            if (scheduled == null || retryAfter == null) {
                return scheduled;
            }
            Instant pauseEnds = now.plus(retryAfter);
            return scheduled.isBefore(pauseEnds) ? pauseEnds : scheduled;
        }

        /** Returns an unknown outcome with the same reason, where an earlier command may have been carried out. */
        public Unknown asUnknown() {
            return new Unknown(code + ": " + message);
        }
    }

    /** The command may or may not have been carried out; its status has to be polled until that is known. */
    record Unknown(String reason) implements Outcome {}
}
