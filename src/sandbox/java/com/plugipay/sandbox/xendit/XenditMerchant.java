package com.plugipay.sandbox.xendit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A merchant's account at the stand-in. */
public final class XenditMerchant {
    static final String NAME = "Toko Contoh";

    private static final String PREFIX = "xnd_development_";

    final String secretKey;
    final String businessId;
    /** By the merchant's references. */
    final Map<String, String> customerIds = new HashMap<>();
    /** What every callback carries in {@code x-callback-token}. */
    String callbackToken;
    /** Where callbacks go; null until it is set in the "dashboard". */
    @Nullable
    String callbackUrl;

    /** @param secretKey begins with {@code xnd_development_} */
    public XenditMerchant(String secretKey, String callbackToken, @Nullable String callbackUrl) {
        if (!secretKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A test key of Xendit begins with " + PREFIX);
        }
        this.secretKey = secretKey;
        this.businessId = UUID.nameUUIDFromBytes(secretKey.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(8);
        this.callbackToken = callbackToken;
        this.callbackUrl = callbackUrl;
    }
}
