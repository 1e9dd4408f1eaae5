package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.Loopback;
import java.net.URI;

/** Where buyers may be sent back to. Xendit takes HTTPS only, which no shop on a developer's machine has. */
public enum ReturnUrls {
    HTTPS_ONLY,
    /** The local switch: {@code http} too, if it leads to this machine. */
    HTTP_ON_THIS_MACHINE;

    public boolean allow(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() == null) {
                return false;
            }
            return "https".equals(url.getScheme())
                    || (this == HTTP_ON_THIS_MACHINE && "http".equals(url.getScheme()) && Loopback.is(url.getHost()));
        } catch (IllegalArgumentException nonsense) {
            return false;
        }
    }
}
