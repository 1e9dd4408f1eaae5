package com.plugipay.providers.xendit;

import com.plugipay.providers.Outcome;
import java.util.Set;

/** What came of one request to Xendit. */
sealed interface XenditAnswer {

    /** It has done so, or it knows so. */
    record Found(XenditObject body) implements XenditAnswer {}

    /** Anything else. */
    sealed interface Failed extends XenditAnswer {

        /** What this means where something should have been done. */
        Outcome ofChange();

        /** Rejected by a refusal that will not pass, unknown otherwise. */
        default Outcome ofLastingRefusal() {
            return this instanceof Refused refused && !refused.passes()
                    ? new Outcome.Rejected(refused.code(), refused.message())
                    : ofQuestion();
        }

        /** What this means where something was only asked: it is as unknown as before. */
        Outcome.Unknown ofQuestion();
    }

    /**
     * It has refused, and nothing has happened.
     *
     * @param code Xendit's error_code, or {@code http_<status>}
     */
    record Refused(int status, String code, String message) implements Failed {
        private static final Set<String> BUSY = Set.of("RATE_LIMIT_EXCEEDED", "PAYMENT_REQUEST_RATE_LIMITED");
        private static final Set<String> AWAY =
                Set.of("CHANNEL_UNAVAILABLE", "ISSUER_UNAVAILABLE", "TEMPORARILY_UNAVAILABLE");

        /** The buyer's card or wallet, not the merchant's request. */
        private static final Set<String> BUYERS = Set.of("CARD_EXPIRED", "INVALID_PAYMENT_DETAILS", "INVALID_TOKEN");

        /** Whether the same may be granted a little later. */
        boolean passes() {
            return status == 429 || BUSY.contains(code) || AWAY.contains(code) || code.equals("REFUND_IN_PROGRESS");
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
            if (status == 429 || BUSY.contains(code)) {
                return new Outcome.Declined("rate_limited", message);
            }
            if (AWAY.contains(code)) {
                return new Outcome.Declined("channel_unavailable", message);
            }
            return passes() || BUYERS.contains(code)
                    ? new Outcome.Declined(code, message)
                    : new Outcome.Rejected(code, message);
        }

        @Override
        public Outcome.Unknown ofQuestion() {
            return new Outcome.Unknown(code + ": " + message);
        }
    }

    /** It never left this machine. */
    record Unreached(String reason) implements Failed {
        @Override
        public Outcome ofChange() {
            return new Outcome.Declined("provider_unreachable", "Xendit could not be reached.");
        }

        @Override
        public Outcome.Unknown ofQuestion() {
            return new Outcome.Unknown(reason);
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
