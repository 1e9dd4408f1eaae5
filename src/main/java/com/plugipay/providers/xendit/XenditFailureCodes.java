package com.plugipay.providers.xendit;

import com.plugipay.providers.Command;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.kit.DeclineCodes;
import org.jspecify.annotations.Nullable;

/**
 * Translates Xendit's error_code and failure_code into Plugipay's failure codes:
 * https://docs.xendit.co/apidocs/create-payment-request.
 */
final class XenditFailureCodes {
    private XenditFailureCodes() {}

    /** Returns Plugipay's code; null for a plain decline or refusal. */
    static @Nullable String plugipayCode(String code) {
        return switch (code) {
            case "EXPIRED_CARD", "CARD_EXPIRED" -> DeclineCodes.EXPIRED_CARD;
            case "INSUFFICIENT_BALANCE" -> "insufficient_funds";
            case "INVALID_CVV", "INVALID_PAYMENT_DETAILS", "INVALID_ACCOUNT_DETAILS" -> "invalid_payment_details";
            case "INVALID_TOKEN", XenditStoredCharges.ACCESS_BLOCKED -> DeclineCodes.METHOD_REVOKED;
            case "AUTHENTICATION_FAILED" -> "authentication_failed";
            case "STOLEN_CARD" -> DeclineCodes.CARD_STOLEN;
            case "SUSPECTED_FRAUDULENT" -> "suspected_fraud";
            case "USER_DECLINED_PAYMENT", "USER_DID_NOT_AUTHORIZE" -> "canceled";
            case "PAYMENT_REQUEST_EXPIRED" -> "expired";
            case "CHANNEL_UNAVAILABLE",
                    "ISSUER_UNAVAILABLE",
                    "PARTNER_TIMEOUT_ERROR",
                    "TIMEOUT_ERROR",
                    "SERVER_ERROR" -> "channel_unavailable";
            case "ACCOUNT_NOT_ACTIVATED",
                    "INVALID_MERCHANT_SETTINGS",
                    "INVALID_PAYMENT_CHANNEL",
                    "SKIP_3DS_FORBIDDEN" -> "method_not_enabled";
            case "INVALID_API_KEY", "REQUEST_FORBIDDEN_ERROR" -> "invalid_credentials";
            case "API_VALIDATION_ERROR", "INVALID_VALUE_ERROR" -> "invalid_request";
            case "INVALID_AMOUNT" -> AmountLimits.NOT_SUPPORTED;
            case "INVALID_CURRENCY", "UNSUPPORTED_CURRENCY" -> "currency_not_supported";
            case "REFUND_NOT_SUPPORTED" -> Command.REFUND_NOT_SUPPORTED;
            case "PARTIAL_REFUND_NOT_SUPPORTED" -> "partial_refund_not_supported";
            case "REFUND_AMOUNT_EXCEEDED", "MAXIMUM_REFUND_AMOUNT_REACHED" -> "amount_not_refundable";
            case "REFUND_IN_PROGRESS" -> "refund_in_progress";
            case "REFUND_FAILED" -> "refund_failed";
            case "DATA_NOT_FOUND" -> "not_found";
            default -> null;
        };
    }
}
