package com.plugipay.sandbox.xendit;

import java.net.URI;
import java.util.regex.Pattern;

/** Where buyers may be sent back to. Xendit takes HTTPS only, which no shop on a developer's machine has. */
public enum ReturnUrls {
    HTTPS_ONLY,
    /** The local switch: {@code http} too, if it leads to this machine. */
    HTTP_ON_THIS_MACHINE;

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    boolean allow(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() == null) {
                return false;
            }
            return "https".equals(url.getScheme())
                    || (this == HTTP_ON_THIS_MACHINE
                            && "http".equals(url.getScheme())
                            && LOOPBACK.matcher(url.getHost()).matches());
        } catch (IllegalArgumentException nonsense) {
            return false;
        }
    }
}
