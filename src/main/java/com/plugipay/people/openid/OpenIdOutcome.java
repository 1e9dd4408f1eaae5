package com.plugipay.people.openid;

import com.plugipay.people.Admission;

/** How signing in with an OpenID provider has ended. */
public sealed interface OpenIdOutcome {

    /** Somebody was admitted, and goes on to the page that was asked for. */
    record SignedIn(Admission admission, String next) implements OpenIdOutcome {}

    /** Nobody was signed in. */
    record Refused(Refusal refusal) implements OpenIdOutcome {}

    /** Why nobody was signed in. */
    enum Refusal {
        /** The browser has begun nothing, or too long ago, or has used it. */
        OVER,
        /** The provider has not said who it is, or nothing that can be believed. */
        REFUSED,
        /** It is nobody whom this installation knows or has invited. */
        UNINVITED,
        /** The person signs in with another account at the provider. */
        TAKEN,
        /** The provider cannot be reached. */
        UNAVAILABLE
    }
}
