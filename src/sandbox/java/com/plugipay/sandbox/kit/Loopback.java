package com.plugipay.sandbox.kit;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of this machine: where stand-ins may send callbacks, and where plain HTTP is taken. */
public final class Loopback {
    private static final Pattern HOST = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private Loopback() {}

    /**
     * Whether this host is this machine.
     *
     * @param host as {@link URI#getHost} gives it
     */
    public static boolean is(@Nullable String host) {
        return host != null && HOST.matcher(host).matches();
    }

    /** Whether it is an HTTPS URL, as providers take them, or an HTTP URL of this machine. */
    public static boolean allows(String text) {
        try {
            URI url = URI.create(text);
            return url.getHost() != null
                    && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && is(url.getHost())));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
