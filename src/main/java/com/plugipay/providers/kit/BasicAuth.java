package com.plugipay.providers.kit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Authorization header of HTTP Basic (RFC 7617), which identifies an account at a provider. */
public final class BasicAuth {
    private BasicAuth() {}

    /** Returns the header's value; it contains the password and must not be logged. */
    public static String header(String user, String password) {
        byte[] both = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
