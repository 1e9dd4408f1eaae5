package com.plugipay.providers.midtrans;

import com.plugipay.providers.Outcome;
import java.util.Objects;

/**
 * What Midtrans's codes mean for something that it was asked to do and has not done
 * (https://docs.midtrans.com/reference/status-codes).
 */
final class MidtransRefusals {
    private static final String UNREACHABLE = "Midtrans cannot be reached at this moment.";

    private MidtransRefusals() {}

    static Outcome of(MidtransReply answer) {
        return switch (answer) {
            case MidtransReply.NotSent notSent ->
                new Outcome.NotDone(Outcome.NotDone.UNREACHABLE, UNREACHABLE, notSent.retryAfter());
            case MidtransReply.Lost lost -> new Outcome.Unknown(lost.reason());
            case MidtransReply.Said said -> of(said);
        };
    }

    private static Outcome of(MidtransReply.Said said) {
        return switch (said.code()) {
            case 401 -> rejected(said, "Midtrans does not accept the server key.");
            case 429 ->
                new Outcome.NotDone(
                        Outcome.NotDone.RATE_LIMITED,
                        "Midtrans takes no more requests at the moment.",
                        said.retryAfter());
            // The only two that say for certain that nothing was done.
            case 503, 505 -> new Outcome.NotDone(Outcome.NotDone.UNREACHABLE, UNREACHABLE, said.retryAfter());
            default ->
                said.code() >= 400 && said.code() < 500 && !isTimeout(said)
                        ? rejected(said, said.message())
                        : new Outcome.Unknown("Midtrans answered " + said.code());
        };
    }

    /** Midtrans's own 408 says that the request is wrong; one of HTTP, that something on the way has waited too long. */
    private static boolean isTimeout(MidtransReply.Said said) {
        return said.code() == 408 && !said.ownCode();
    }

    private static Outcome rejected(MidtransReply.Said said, String message) {
        String code = MidtransFailureCodes.ours(String.valueOf(said.code()));
        return new Outcome.Rejected(Objects.requireNonNullElse(code, "refused"), message);
    }
}
