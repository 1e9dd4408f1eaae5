package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.kit.JsonBody;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a request to Midtrans. */
sealed interface MidtransReply {

    /**
     * Midtrans has answered.
     *
     * @param code the body's own status code where it has one, because Core answers HTTP 200 also to what it refuses;
     *     else that of HTTP
     * @param ownCode whether the body had one: without it, anything on the way may have answered
     * @param body missing when it is no JSON
     * @param retryAfter how long Midtrans asks us to wait; null when it does not say
     */
    record Said(
            int code,
            boolean ownCode,
            JsonNode body,
            @Nullable Duration retryAfter) implements MidtransReply {
        private static final int LONGEST_MESSAGE = 300;

        /** Whether Midtrans itself says that it knows no such thing. */
        boolean notFound() {
            return code == 404 && ownCode;
        }

        /** Midtrans's explanation, for the merchant. */
        String message() {
            for (String list : new String[] {"validation_messages", "error_messages"}) {
                String first = ProviderText.clean(body.path(list).path(0).asText(""), LONGEST_MESSAGE);
                if (first != null) {
                    return first;
                }
            }
            String message = ProviderText.clean(body.path("status_message").asText(""), LONGEST_MESSAGE);
            return message == null ? "Midtrans answered " + code + "." : message;
        }
    }

    /** Nothing was asked. */
    record NotSent(String reason, @Nullable Duration retryAfter) implements MidtransReply {}

    /** It may have been asked, and there is no answer. */
    record Lost(String reason) implements MidtransReply {}

    static MidtransReply of(ProviderClient.Reply reply) {
        return switch (reply) {
            case ProviderClient.Answered answered -> said(answered, JsonBody.object(answered.body()));
            case ProviderClient.NotSent notSent -> new NotSent(notSent.reason(), notSent.retryAfter());
            case ProviderClient.Lost lost -> new Lost(lost.reason());
        };
    }

    private static Said said(ProviderClient.Answered answered, JsonNode body) {
        String own = MidtransJson.textOrEmpty(body, "status_code");
        return own.matches("[1-5][0-9]{2}")
                ? new Said(Integer.parseInt(own), true, body, answered.retryAfter())
                : new Said(answered.status(), false, body, answered.retryAfter());
    }
}
