package com.plugipay.providers.kit;

import com.plugipay.providers.Outcome;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The result of one request to a provider. {@link ProviderClient} reports whether there was an answer; each adapter decides in
 * its Api class what an answer means.
 */
public sealed interface ProviderReply {

    /** The outcome of a request that changes something, unless the adapter reads it from the answer. */
    Outcome changeOutcome();

    /** The outcome of a status query, unless the adapter reads it from the answer: the status stays unknown. */
    Outcome queryOutcome();

    /** Rejected when the provider has refused the request, which a repeat would not change; otherwise as for a query. */
    default Outcome rejectedIfRefused() {
        return this instanceof Refused ? changeOutcome() : queryOutcome();
    }

    /** Whether the provider has refused the request with this status. */
    default boolean isRefusedWith(int status) {
        return this instanceof Refused refused && refused.status() == status;
    }

    /** Whether the provider refuses the credentials, which are wrong, revoked or lack a permission. */
    default boolean isAccessRefused() {
        return isRefusedWith(401) || isRefusedWith(403);
    }

    /**
     * The provider has answered. Once the adapter has read it, an answer means that the provider has carried out the request.
     *
     * @param status the HTTP status, or the provider's own status if it writes one into the body
     * @param bytes the body as received
     * @param body the fields of the body; none when it is not a JSON object
     */
    record Answered(int status, MultiMap headers, Buffer bytes, JsonFields body) implements ProviderReply {
        private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
        private static final int LONGEST_WAIT_SECONDS = 3600;

        Answered(int status, MultiMap headers, Buffer bytes) {
            this(status, headers, bytes, JsonFields.parse(bytes));
        }

        @Override
        public Outcome changeOutcome() {
            return new Outcome.Unknown("The answer with status " + status + " could not be read");
        }

        @Override
        public Outcome queryOutcome() {
            return changeOutcome();
        }

        /** Returns a copy with another status. */
        public Answered withStatus(int other) {
            return new Answered(other, headers, bytes, body);
        }

        /** Returns the reply of a provider that takes no more requests at present. */
        public NotDone rateLimited(String message) {
            return new NotDone(Outcome.NotDone.RATE_LIMITED, message, retryAfter());
        }

        /** The pause that the provider asks for, at most an hour; null when it names no seconds. */
        public @Nullable Duration retryAfter() {
            // Xendit's own header holds the seconds until its window restarts: https://docs.xendit.co/docs/rate-limits.
            for (String header : new String[] {"Retry-After", "Rate-Limit-Reset"}) {
                String seconds = headers.get(header);
                if (seconds != null && SECONDS.matcher(seconds).matches()) {
                    long whole = new BigDecimal(seconds)
                            .setScale(0, RoundingMode.CEILING)
                            .longValueExact();
                    return Duration.ofSeconds(Math.clamp(whole, 1, LONGEST_WAIT_SECONDS));
                }
            }
            return null;
        }
    }

    /** The provider has not carried out the request, or it is not known whether it has. */
    sealed interface Failed extends ProviderReply {}

    /**
     * The provider has refused the request and has done nothing. The same request would be refused again.
     *
     * @param code the provider's code, or Plugipay's if the provider gives none
     * @param message for the merchant
     * @param body the fields of the provider's answer
     */
    record Refused(int status, String code, String message, JsonFields body) implements Failed {
        /** Returns the outcome of a change that the provider has tried. */
        public Outcome.Declined declined() {
            return new Outcome.Declined(code, message);
        }

        @Override
        public Outcome changeOutcome() {
            return new Outcome.Rejected(code, message);
        }

        @Override
        public Outcome queryOutcome() {
            return new Outcome.Unknown(code + ": " + message);
        }
    }

    /**
     * The request had no effect, for a temporary reason: it did not leave this machine, or the provider takes no requests at
     * present.
     *
     * @param code as in {@link Outcome.NotDone}
     * @param message for the merchant
     * @param retryAfter how long to wait before the next request; null when that is not known
     */
    record NotDone(String code, String message, @Nullable Duration retryAfter) implements Failed {

        /** The request did not leave this machine. */
        static NotDone unreachable(String reason, @Nullable Duration retryAfter) {
            return new NotDone(Outcome.NotDone.UNREACHABLE, reason, retryAfter);
        }

        @Override
        public Outcome changeOutcome() {
            return new Outcome.NotDone(code, message, retryAfter);
        }

        @Override
        public Outcome queryOutcome() {
            return changeOutcome();
        }
    }

    /** The request may have been carried out: there is no answer, or the answer does not show it. */
    record Unknown(String reason) implements Failed {
        @Override
        public Outcome changeOutcome() {
            return new Outcome.Unknown(reason);
        }

        @Override
        public Outcome queryOutcome() {
            return changeOutcome();
        }
    }

    /**
     * Lets the adapter read the answer, if there is one.
     *
     * @param provider the name that merchants know, for the message that it could not be reached
     */
    default ProviderReply read(String provider, Function<Answered, ProviderReply> reading) {
        return switch (this) {
            case Answered answered -> reading.apply(answered);
            case NotDone notDone ->
                new NotDone(notDone.code(), provider + " could not be reached.", notDone.retryAfter());
            case Failed failed -> failed;
        };
    }
}
