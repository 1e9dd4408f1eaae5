package com.plugipay.http.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key that an {@code Authorization} header names, as far as it may stand in a log whoever wrote it. */
final class NamedKey {
    /** As many characters of an id as {@code keyPrefix} shows, and never one of a secret. */
    private static final Pattern PREFIX = Pattern.compile("(?:keyId=|(?i:Bearer) +)(pk_(?:test|live)_[A-Za-z0-9]{4})");

    private NamedKey() {}

    /** The first twelve characters of the key's id, null when nothing that looks like one is named. */
    static @Nullable String prefix(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return null;
        }
        Matcher named = PREFIX.matcher(authorization);
        return named.find() ? named.group(1) : null;
    }
}
