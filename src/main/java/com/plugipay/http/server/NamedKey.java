package com.plugipay.http.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the part of an {@code Authorization} header that may be logged, whoever wrote the header. */
final class NamedKey {
    /** The same characters of an id that {@code keyPrefix} shows, and none of a secret. */
    private static final Pattern PREFIX = Pattern.compile("(?:keyId=|(?i:Bearer) +)(pk_(?:test|live)_[A-Za-z0-9]{4})");

    private NamedKey() {}

    /** The first twelve characters of the key id; null if the header contains none. */
    static @Nullable String prefix(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return null;
        }
        Matcher named = PREFIX.matcher(authorization);
        return named.find() ? named.group(1) : null;
    }
}
