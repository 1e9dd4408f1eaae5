package com.plugipay.providers.paypal;

import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.kit.DeclineCodes;
import org.jspecify.annotations.Nullable;

/**
 * Translates PayPal's issues into Plugipay's failure codes:
 * https://developer.paypal.com/api/rest/reference/orders/v2/errors/.
 */
final class PayPalFailureCodes {
    private PayPalFailureCodes() {}

    /** Returns Plugipay's code; null for a plain decline or refusal. */
    static @Nullable String plugipayCode(String issue) {
        return switch (issue) {
            case "CARD_EXPIRED" -> DeclineCodes.EXPIRED_CARD;
            case "CARD_CLOSED", "PAYER_ACCOUNT_LOCKED_OR_CLOSED" -> DeclineCodes.ACCOUNT_CLOSED;
            case "AGREEMENT_ALREADY_CANCELLED", "BILLING_AGREEMENT_NOT_FOUND", "TOKEN_ID_NOT_FOUND" ->
                DeclineCodes.METHOD_REVOKED;
            case "NOT_ENABLED_TO_VAULT_PAYMENT_SOURCE" -> Outcome.Rejected.NOT_STORABLE.code();
            case "COMPLIANCE_VIOLATION" -> "suspected_fraud";
            case "TRANSACTION_LIMIT_EXCEEDED", "MAX_VALUE_EXCEEDED" -> AmountLimits.TOO_LARGE;
            case "CANNOT_BE_ZERO_OR_NEGATIVE", "DECIMAL_PRECISION", "DECIMALS_NOT_SUPPORTED" ->
                AmountLimits.NOT_SUPPORTED;
            case "INVALID_CURRENCY_CODE", "CURRENCY_NOT_SUPPORTED" -> "currency_not_supported";
            case "PERMISSION_DENIED", "NOT_AUTHORIZED" -> "method_not_enabled";
            case "PAYEE_ACCOUNT_RESTRICTED",
                    "PAYEE_ACCOUNT_INVALID",
                    "PAYEE_ACCOUNT_LOCKED_OR_CLOSED",
                    "PAYEE_NOT_ENABLED_FOR_CARD_PROCESSING" -> "account_deactivated";
            case "INVALID_REQUEST", "UNPROCESSABLE_ENTITY" -> "invalid_request";
            case "REFUND_AMOUNT_EXCEEDED", "CAPTURE_FULLY_REFUNDED" -> "amount_not_refundable";
            case "PARTIAL_REFUND_NOT_ALLOWED" -> "partial_refund_not_supported";
            case "REFUND_FAILED_INSUFFICIENT_FUNDS" -> "insufficient_funds";
            case "REFUND_TIME_LIMIT_EXCEEDED", "REFUND_NOT_ALLOWED" -> Command.REFUND_NOT_SUPPORTED;
            case "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID" -> "not_found";
            default -> null;
        };
    }
}
