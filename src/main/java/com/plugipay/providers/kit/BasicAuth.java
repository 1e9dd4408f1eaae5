package com.plugipay.providers.kit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Authorization header by which providers know an account: RFC 7617. */
public final class BasicAuth {
    private BasicAuth() {}

    /** The header's value; it holds the secret, and is never printed. */
    public static String header(String user, String password) {
        byte[] both = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
