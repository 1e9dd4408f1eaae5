package com.plugipay.providers.kit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A part of the path or the query of an address. */
public final class UrlPart {
    private UrlPart() {}

    /** Encodes an id or a value, so that it cannot change the rest of the address. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
