package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.Loopback;
import java.net.URI;

/** Where buyers may be sent back to. Xendit takes HTTPS only; the stand-in also takes HTTP to this machine. */
public final class ReturnUrls {
    private ReturnUrls() {}

    public static boolean allow(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() == null) {
                return false;
            }
            return "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && Loopback.is(url.getHost()));
        } catch (IllegalArgumentException nonsense) {
            return false;
        }
    }
}
