package com.plugipay.people.openid;

/** Why somebody was not signed in; for the log, and what the page says. */
final class OpenIdFailure extends RuntimeException {
    private final transient OpenIdOutcome.Refusal refusal;

    /** @param reason for operators, with nothing secret in it */
    OpenIdFailure(OpenIdOutcome.Refusal refusal, String reason) {
        super(reason, null, false, false);
        this.refusal = refusal;
    }

    static OpenIdFailure unavailable(String reason) {
        return new OpenIdFailure(OpenIdOutcome.Refusal.UNAVAILABLE, reason);
    }

    static OpenIdFailure refused(String reason) {
        return new OpenIdFailure(OpenIdOutcome.Refusal.REFUSED, reason);
    }

    OpenIdOutcome.Refusal refusal() {
        return refusal;
    }
}
