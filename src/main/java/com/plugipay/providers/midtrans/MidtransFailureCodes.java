package com.plugipay.providers.midtrans;

import org.jspecify.annotations.Nullable;

/**
 * Translates Midtrans's status codes (https://docs.midtrans.com/reference/status-codes) and the statuses of failed
 * transactions (https://docs.midtrans.com/docs/transaction-status-cycle) into Plugipay's failure codes.
 */
final class MidtransFailureCodes {
    private MidtransFailureCodes() {}

    /** Returns Plugipay's code; null for a plain decline or refusal. */
    static @Nullable String plugipayCode(String code) {
        return switch (code) {
            case "400", "408", "413" -> "invalid_request";
            case "401" -> "invalid_credentials";
            case "402" -> "method_not_enabled";
            case "404" -> "not_found";
            case "410" -> "account_deactivated";
            case "412" -> "not_possible";
            case "414" -> "amount_not_refundable";
            case "cancel" -> "canceled";
            case "deny" -> "denied";
            case "expire", "expired" -> "expired";
            case "failure" -> "failed";
            default -> null;
        };
    }
}
