package com.plugipay.people.credentials;

import com.webauthn4j.data.AuthenticationData;

/** What a browser has sent to sign in with a passkey; nothing of it is verified yet. */
public final class PasskeyAssertion {
    private final AuthenticationData data;

    PasskeyAssertion(AuthenticationData data) {
        this.data = data;
    }

    /** The passkey that it claims to be of, by which the caller finds the {@link StoredPasskey}. */
    public String credentialId() {
        return PasskeyOptions.encoded(data.getCredentialId());
    }

    AuthenticationData data() {
        return data;
    }
}
