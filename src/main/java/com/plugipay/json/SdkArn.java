package com.plugipay.json;

import java.util.Map;
import java.util.Optional;

/**
 * The resource names of objects in the SDKs, such as {@code arn:plugipay:ws_01K...:invoice/inv_01K...}. Their types say that
 * these objects have one; no format is published, and nothing reads it.
 */
public final class SdkArn {
    private static final Map<String, String> TYPES = Map.of(
            "cus", "customer",
            "plan", "plan",
            "sess", "checkout_session",
            "inv", "invoice",
            "sub", "subscription",
            "ps", "portal_session",
            "re", "refund",
            "gc", "gift_card");

    private SdkArn() {}

    /** The resource name of an object; empty for a type that has none. */
    public static Optional<String> of(String workspaceId, String id) {
        int prefix = Math.max(id.indexOf('_'), 0);
        return Optional.ofNullable(TYPES.get(id.substring(0, prefix)))
                .map(type -> "arn:plugipay:" + workspaceId + ':' + type + '/' + id);
    }
}
