package com.plugipay.people.openid;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.regex.Pattern;

/**
 * What a provider publishes about itself.
 *
 * @param authorizationEndpoint where browsers are sent
 * @param tokenEndpoint where a code is redeemed
 * @param keysAddress where the keys are
 * @param takesSecretInBody whether the provider does not take our secret by HTTP's basic authentication
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery</a>
 */
record OpenIdMetadata(
        String authorizationEndpoint,
        String tokenEndpoint,
        String keysAddress,
        boolean takesSecretInBody,
        JWKSet keys) {
    private static final int LONGEST_ADDRESS = 1_000;
    private static final Pattern ADDRESS = Pattern.compile("https?://[!-\"$-~]+");

    /** Reads the provider's configuration; fails unless it is that of this issuer. It has no keys yet. */
    static OpenIdMetadata read(String issuer, JsonNode document) {
        if (!document.path("issuer").asText().equals(issuer)) {
            throw new IllegalArgumentException("The configuration there is that of another issuer");
        }
        boolean isSecure = issuer.startsWith("https:");
        JsonNode methods = document.path("token_endpoint_auth_methods_supported");
        boolean takesBasic = methods.isMissingNode() || has(methods, "client_secret_basic");
        return new OpenIdMetadata(
                address(document, "authorization_endpoint", isSecure),
                address(document, "token_endpoint", isSecure),
                address(document, "jwks_uri", isSecure),
                !takesBasic && has(methods, "client_secret_post"),
                new JWKSet());
    }

    private static boolean has(JsonNode list, String value) {
        for (JsonNode each : list) {
            if (each.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static String address(JsonNode document, String key, boolean isSecure) {
        String address = document.path(key).asText();
        if (address.length() > LONGEST_ADDRESS
                || !ADDRESS.matcher(address).matches()
                || (isSecure && !address.startsWith("https:"))) {
            throw new IllegalArgumentException("The configuration has no usable " + key);
        }
        return address;
    }

    /** A copy with the keys in this document. */
    OpenIdMetadata with(String document) {
        try {
            return new OpenIdMetadata(
                    authorizationEndpoint, tokenEndpoint, keysAddress, takesSecretInBody, JWKSet.parse(document));
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException("The keys cannot be read", unreadable);
        }
    }
}
