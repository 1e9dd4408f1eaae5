package com.plugipay.sandbox.xendit;

import org.jspecify.annotations.Nullable;

/**
 * An account at the stand-in.
 *
 * @param secretKey begins with {@code xnd_development_}
 * @param callbackToken what every callback carries in {@code x-callback-token}
 * @param callbackUrl where callbacks go; null until it is set in the "dashboard"
 */
public record XenditMerchant(
        String secretKey, String callbackToken, @Nullable String callbackUrl) {
    private static final String PREFIX = "xnd_development_";

    public XenditMerchant {
        if (!secretKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A test key of Xendit begins with " + PREFIX);
        }
        if (callbackToken.isBlank()) {
            throw new IllegalArgumentException("callbackToken is missing");
        }
    }

    XenditMerchant calledAt(String url, @Nullable String token) {
        return new XenditMerchant(secretKey, token == null ? callbackToken : token, url);
    }

    @Override
    public String toString() {
        return "XenditMerchant[callbackUrl=" + callbackUrl + "]";
    }
}
