package com.plugipay.sandbox.kit.api;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The user and the password of a request with Basic authentication. */
public record BasicCredentials(String user, String password) {
    private static final String SCHEME = "Basic ";

    /** Empty when there are none, and when they are malformed. */
    public static Optional<BasicCredentials> of(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("Authorization"))
                .filter(header -> header.startsWith(SCHEME))
                .map(header -> decode(header.substring(SCHEME.length()).strip()))
                .filter(pair -> pair.contains(":"))
                .map(pair -> pair.split(":", 2))
                .map(pair -> new BasicCredentials(pair[0], pair[1]));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** Without either of them: merchants' secrets stand in both. */
    @Override
    public String toString() {
        return "BasicCredentials[]";
    }
}
