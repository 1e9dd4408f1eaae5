package com.plugipay.sandbox.xendit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A merchant's account at the stand-in. */
public final class XenditMerchant {
    static final String NAME = "Toko Contoh";

    final String secretKey;
    final String businessId;
    /** By the merchant's references. */
    final Map<String, String> customerIds = new HashMap<>();
    /** What every callback carries in {@code x-callback-token}. */
    String callbackToken;
    /** Where callbacks go; null until it is set in the "dashboard". */
    @Nullable
    String callbackUrl;

    public XenditMerchant(String secretKey, String callbackToken, @Nullable String callbackUrl) {
        this.secretKey = secretKey;
        this.businessId = UUID.nameUUIDFromBytes(secretKey.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(8);
        this.callbackToken = callbackToken;
        this.callbackUrl = callbackUrl;
    }
}
