package com.plugipay.providers.midtrans.api;

import com.plugipay.providers.kit.DeclineCodes;
import org.jspecify.annotations.Nullable;

/**
 * Translates Midtrans's status codes (https://docs.midtrans.com/reference/status-codes) and the statuses of failed
 * transactions (https://docs.midtrans.com/docs/transaction-status-cycle), and the codes of banks and wallets, into Plugipay's
 * failure codes.
 */
public final class MidtransFailureCodes {
    private MidtransFailureCodes() {}

    /** Returns Plugipay's code; null for a plain decline or refusal. */
    public static @Nullable String plugipayCode(String code) {
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

    /**
     * Returns Plugipay's code for the {@code channel_response_code} of a denied payment; null when it says no more than that.
     * For a card it is the code of the bank (https://docs.midtrans.com/reference/channel-response-code), or one that Visa or
     * Mastercard have added to those; for GoPay its own (https://docs.midtrans.com/reference/gopay-tokenization).
     */
    public static @Nullable String channelCode(String paymentType, String code) {
        return switch (paymentType) {
            case "credit_card" -> cardCode(code);
            case "gopay" -> code.equals("201") ? "insufficient_funds" : null;
            default -> null;
        };
    }

    private static @Nullable String cardCode(String code) {
        return switch (code) {
            case "04", "07", "41", "43" -> DeclineCodes.CARD_STOLEN;
            case "14" -> "invalid_payment_details";
            case "1A" -> DeclineCodes.ACTION_REQUIRED;
            case "33", "54" -> DeclineCodes.EXPIRED_CARD;
            case "46" -> DeclineCodes.ACCOUNT_CLOSED;
            case "51" -> "insufficient_funds";
            case "R0", "R1", "R3" -> DeclineCodes.METHOD_REVOKED;
            default -> null;
        };
    }
}
