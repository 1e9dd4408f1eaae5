package com.plugipay.providers.midtrans;

import com.plugipay.providers.Outcome;

/**
 * What Midtrans's codes mean for something that it was asked to do and has not done
 * (https://docs.midtrans.com/reference/status-codes).
 */
final class Refusals {
    private static final String UNREACHABLE = "Midtrans cannot be reached at this moment.";

    private Refusals() {}

    static Outcome of(Answer answer) {
        return switch (answer) {
            case Answer.NotSent notSent ->
                new Outcome.NotDone(Outcome.NotDone.UNREACHABLE, UNREACHABLE, notSent.retryAfter());
            case Answer.Lost lost -> new Outcome.Unknown(lost.reason());
            case Answer.Said said -> of(said);
        };
    }

    private static Outcome of(Answer.Said said) {
        return switch (said.code()) {
            case 400, 408, 413 -> new Outcome.Rejected("invalid_request", said.message());
            case 401 -> new Outcome.Rejected("invalid_credentials", "Midtrans does not accept the server key.");
            case 402 -> new Outcome.Rejected("method_not_enabled", said.message());
            case 404 -> new Outcome.Rejected("not_found", said.message());
            case 410 -> new Outcome.Rejected("account_deactivated", said.message());
            case 412 -> new Outcome.Rejected("not_possible", said.message());
            case 414 -> new Outcome.Rejected("amount_not_refundable", said.message());
            case 429 ->
                new Outcome.NotDone(
                        Outcome.NotDone.RATE_LIMITED,
                        "Midtrans takes no more requests at the moment.",
                        said.retryAfter());
            // The only two that say for certain that nothing was done.
            case 503, 505 -> new Outcome.NotDone(Outcome.NotDone.UNREACHABLE, UNREACHABLE, said.retryAfter());
            default ->
                said.code() >= 400 && said.code() < 500
                        ? new Outcome.Rejected("refused", said.message())
                        : new Outcome.Unknown("Midtrans answered " + said.code());
        };
    }
}
