package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a request to PayPal. */
sealed interface PayPalReply {

    /** It was done, and this is what there is now. */
    record Done(JsonNode body) implements PayPalReply {}

    /**
     * It was refused.
     *
     * @param issue PayPal's own name of the reason, such as INSTRUMENT_DECLINED
     * @param message for the merchant, with PayPal's debug id, which its support asks for
     */
    record Refused(int status, String issue, String message, JsonNode body) implements PayPalReply {}

    /** It was not done, because PayPal does not let this app in. */
    record NoAccess(String code, String message) implements PayPalReply {}

    /** It was certainly not done, because PayPal is not there for us at the moment. */
    record NotDone(String code, String message, @Nullable Duration retryAfter) implements PayPalReply {

        Outcome.NotDone outcome() {
            return new Outcome.NotDone(code, message, retryAfter);
        }
    }

    /** It may have been done or not. */
    record Uncertain(String reason) implements PayPalReply {}
}
