package com.plugipay.providers.xendit;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of one request to Xendit. */
sealed interface XenditReply {

    /** It has done so, or it knows so. */
    record Found(JsonFields body) implements XenditReply {}

    /** Anything else. */
    sealed interface Failed extends XenditReply {

        /** What this means where something should have been done. */
        Outcome ofChange();

        /** Rejected by a refusal that will not pass, otherwise as unknown as before. */
        default Outcome ofLastingRefusal() {
            return this instanceof Refused refused && !refused.passes()
                    ? new Outcome.Rejected(refused.code(), refused.message())
                    : ofQuestion();
        }

        /** What this means where something was only asked: it is as unknown as before. */
        Outcome ofQuestion();
    }

    /**
     * It has refused, and nothing has happened.
     *
     * @param code Xendit's error_code, or {@code http_<status>}
     * @param retryAfter how long Xendit asks us to wait; null when it does not say
     */
    record Refused(
            int status,
            String code,
            String message,
            @Nullable Duration retryAfter) implements Failed {
        private static final Set<String> BUSY = Set.of("RATE_LIMIT_EXCEEDED", "PAYMENT_REQUEST_RATE_LIMITED");
        private static final Set<String> AWAY =
                Set.of("CHANNEL_UNAVAILABLE", "ISSUER_UNAVAILABLE", "TEMPORARILY_UNAVAILABLE");

        /** The buyer's card or wallet, or another refund that has to end first: not the merchant's request. */
        private static final Set<String> DECLINES =
                Set.of("CARD_EXPIRED", "INVALID_PAYMENT_DETAILS", "INVALID_TOKEN", "REFUND_IN_PROGRESS");

        /** Whether the same may be granted a little later. */
        boolean passes() {
            return status == 429 || BUSY.contains(code) || AWAY.contains(code);
        }

        /** Whether the same was asked for before. */
        boolean isRepeated() {
            return status == 409;
        }

        /** Whether it is the key that is refused: wrong, revoked, or not allowed to. */
        boolean ofKey() {
            return status == 401 || status == 403;
        }

        @Override
        public Outcome ofChange() {
            if (passes()) {
                return notDone();
            }
            return DECLINES.contains(code) ? new Outcome.Declined(code, message) : new Outcome.Rejected(code, message);
        }

        @Override
        public Outcome ofQuestion() {
            return passes() ? notDone() : ofRepeat();
        }

        /** It was asked for before, and what became of that is not known. */
        Outcome.Unknown ofRepeat() {
            return new Outcome.Unknown(code + ": " + message);
        }

        private Outcome notDone() {
            if (status == 429 || BUSY.contains(code)) {
                return new Outcome.NotDone(Outcome.NotDone.RATE_LIMITED, message, retryAfter);
            }
            return new Outcome.NotDone("channel_unavailable", message, retryAfter);
        }
    }

    /** It never left this machine. */
    record Unreached(String reason, @Nullable Duration retryAfter) implements Failed {
        @Override
        public Outcome ofChange() {
            return new Outcome.NotDone(
                    Outcome.NotDone.UNREACHABLE, "Xendit could not be reached: " + reason, retryAfter);
        }

        @Override
        public Outcome ofQuestion() {
            return ofChange();
        }
    }

    /** It may have happened. */
    record Unclear(String reason) implements Failed {
        @Override
        public Outcome ofChange() {
            return new Outcome.Unknown(reason);
        }

        @Override
        public Outcome.Unknown ofQuestion() {
            return new Outcome.Unknown(reason);
        }
    }
}
