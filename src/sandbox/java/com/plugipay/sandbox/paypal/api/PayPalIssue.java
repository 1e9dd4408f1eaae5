package com.plugipay.sandbox.paypal.api;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.Refusal;

/** What PayPal finds wrong with an order, a capture or a refund, in its words and those of the stand-in. */
public enum PayPalIssue {
    MALFORMED_REQUEST_JSON("The request JSON is not well formed."),
    MISSING_REQUIRED_PARAMETER("A required field / parameter is missing."),
    INVALID_PARAMETER_VALUE("The value of a field is invalid."),
    INVALID_PARAMETER_SYNTAX("The value of a field does not conform to the expected format."),
    INVALID_STRING_LENGTH("The value of a field is either too short or too long."),
    INVALID_STRING_MAX_LENGTH("The value of a field is too long."),
    INVALID_ARRAY_MIN_ITEMS("The number of items in an array parameter is too small or too large."),
    PAYPAL_REQUEST_ID_REQUIRED("A PayPal-Request-Id is required to create an Order with a 'payment_source'."),
    PAYPAL_REQUEST_ID_PREVIOUSLY_USED("This PayPal-Request-Id was used before, for another request."),

    UNSUPPORTED_INTENT("The stand-in supports only intent=CAPTURE."),
    UNSUPPORTED_PAYMENT_INSTRUCTION("The stand-in knows only PayPal wallets."),
    NOT_SUPPORTED("The stand-in takes one purchase unit."),
    INVALID_CURRENCY_CODE("Currency code is invalid or is not currently supported."),
    DECIMALS_NOT_SUPPORTED("Currency does not support decimals."),
    DECIMAL_PRECISION("If the currency supports decimals, only two decimal place precision is supported."),
    CANNOT_BE_ZERO_OR_NEGATIVE("Must be greater than zero."),
    MAX_VALUE_EXCEEDED("Should be less than or equal to 999999999999999.99."),

    ORDER_ALREADY_CAPTURED("Order already captured. If 'intent=CAPTURE' only one capture per order is allowed."),
    ORDER_NOT_APPROVED("Payer has not yet approved the Order for payment. Please redirect the payer to approve it."),
    DUPLICATE_INVOICE_ID("Duplicate Invoice ID detected. Invoice Id must be unique for each transaction."),
    AGREEMENT_ALREADY_CANCELLED("The requested agreement is already canceled."),
    TOKEN_ID_NOT_FOUND("Specified token is not found."),
    PAYER_ACCOUNT_LOCKED_OR_CLOSED("Payer account is locked or closed."),
    SETUP_TOKEN_NOT_APPROVED("The payer has not approved the setup token."),
    SETUP_TOKEN_ALREADY_USED("The setup token was exchanged for a payment token already."),
    INSTRUMENT_DECLINED("The instrument presented was either declined, or it can't be used for this payment."),

    PENDING_CAPTURE("Cannot initiate a refund as the capture is pending."),
    CAPTURE_FULLY_REFUNDED("The capture has already been fully refunded."),
    REFUND_NOT_ALLOWED("Full refund refused: nothing was captured."),
    REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK("Refunds not allowed on this capture due to a chargeback."),
    REFUND_TIME_LIMIT_EXCEEDED("You are over the time limit to perform a refund on this capture."),
    REFUND_AMOUNT_EXCEEDED("The refund amount must not exceed what has not yet been refunded of the capture."),
    CURRENCY_MISMATCH("The currency of the refund must be that of the captured payment.");

    private final String description;

    PayPalIssue(String description) {
        this.description = description;
    }

    /** The request itself is wrong, in this field. */
    public Refusal at(String field) {
        return PayPalErrors.detailed(
                400,
                "INVALID_REQUEST",
                "Request is not well-formed, syntactically incorrect, or violates schema.",
                json("field", field, "location", "body", "issue", name(), "description", description));
    }

    /** The request is understood, and cannot be done. */
    public Refusal refusal() {
        return PayPalErrors.detailed(
                422,
                "UNPROCESSABLE_ENTITY",
                "The requested action could not be performed, semantically incorrect, or failed business validation.",
                json("issue", name(), "description", description));
    }

    public void refuseIf(boolean impossible) {
        if (impossible) {
            throw refusal();
        }
    }

    public void refuseIf(boolean wrong, String field) {
        if (wrong) {
            throw at(field);
        }
    }
}
