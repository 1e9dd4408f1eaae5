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
 * The result of one request to a provider. {@link ProviderClient} tells whether there was an answer; each adapter reads the
 * answer and decides what it means, once, in its Api class.
 */
public sealed interface ProviderReply {

    /** The outcome of a request to change something, unless an adapter reads more from an answer. */
    Outcome ofChange();

    /** The outcome of a question, likewise: without an answer the status stays unknown. */
    Outcome ofQuestion();

    /** Rejected after a refusal, which will not pass; otherwise the outcome of a question. */
    default Outcome orRejected() {
        return this instanceof Refused ? ofChange() : ofQuestion();
    }

    /**
     * The provider has answered. After the adapter has read the answer: the provider has done what was requested.
     *
     * @param status of HTTP, or the provider's own where it writes one into the body
     * @param bytes the body as it came
     * @param body the fields of the body; none when it is no JSON object
     */
    record Answered(int status, MultiMap headers, Buffer bytes, JsonFields body) implements ProviderReply {
        private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
        private static final int LONGEST_WAIT_SECONDS = 3600;

        Answered(int status, MultiMap headers, Buffer bytes) {
            this(status, headers, bytes, JsonFields.parse(bytes));
        }

        @Override
        public Outcome ofChange() {
            return new Outcome.Unknown("The answer with status " + status + " could not be read");
        }

        @Override
        public Outcome ofQuestion() {
            return ofChange();
        }

        /** The same with another status. */
        public Answered withStatus(int other) {
            return new Answered(other, headers, bytes, body);
        }

        /** How long the provider asks its callers to wait, at most an hour; null when it names no seconds. */
        public @Nullable Duration retryAfter() {
            // Xendit's own header tells when its window begins again: https://docs.xendit.co/docs/rate-limits.
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

    /** Every reply by which the provider has not done what was requested, or not certainly. */
    sealed interface Failed extends ProviderReply {}

    /**
     * The provider has refused the request and has done nothing. The same request would be refused again.
     *
     * @param code the provider's, or Plugipay's where the provider has none
     * @param message for the merchant
     * @param body what the provider has sent
     */
    record Refused(int status, String code, String message, JsonFields body) implements Failed {
        @Override
        public Outcome ofChange() {
            return new Outcome.Rejected(code, message);
        }

        @Override
        public Outcome ofQuestion() {
            return new Outcome.Unknown(code + ": " + message);
        }
    }

    /**
     * Nothing was done, for a reason that passes: the request did not leave this machine, or the provider takes no requests
     * at the moment.
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
        public Outcome ofChange() {
            return new Outcome.NotDone(code, message, retryAfter);
        }

        @Override
        public Outcome ofQuestion() {
            return ofChange();
        }
    }

    /** The request may have been carried out: there is no answer, or none that says so. */
    record Unknown(String reason) implements Failed {
        @Override
        public Outcome ofChange() {
            return new Outcome.Unknown(reason);
        }

        @Override
        public Outcome ofQuestion() {
            return ofChange();
        }
    }

    /**
     * The reply after the adapter has read the answer.
     *
     * @param provider the name that merchants know, for the message where it could not be reached
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
