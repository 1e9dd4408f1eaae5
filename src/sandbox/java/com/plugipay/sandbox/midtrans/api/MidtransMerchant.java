package com.plugipay.sandbox.midtrans.api;

import org.jspecify.annotations.Nullable;

/**
 * A merchant's account at the stand-in.
 *
 * @param serverKey the user name of Basic authentication, and part of every signature
 * @param clientKey public: it only makes card tokens
 * @param notificationUrl what the dashboard of Midtrans would hold; null for none
 */
public record MidtransMerchant(
        String serverKey,
        String clientKey,
        String merchantId,
        @Nullable String notificationUrl) {
    /** The server key belongs in no log. */
    @Override
    public String toString() {
        return "MidtransMerchant[" + merchantId + "]";
    }
}
