package com.plugipay.stuck;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.providers.ProviderKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object whose outcome is unknown, that failed by an internal error, or that a person has to look at.
 *
 * @param id the id of the object; of a mail that was given up, that of the invoice or the receipt
 * @param nextTryAt when it is tried again; null when a person has to decide
 */
public record Stuck(
        String id,
        String workspaceId,
        Mode mode,
        Type type,
        @Nullable ProviderKind provider,
        String reason,
        @Nullable Instant nextTryAt,
        Instant createdAt)
        implements Resource {

    public enum Type {
        @JsonProperty("payment_attempt")
        PAYMENT_ATTEMPT,
        @JsonProperty("refund")
        REFUND,
        @JsonProperty("callback")
        CALLBACK,
        @JsonProperty("checkout_session")
        CHECKOUT_SESSION,
        @JsonProperty("subscription")
        SUBSCRIPTION,
        @JsonProperty("collection_try")
        COLLECTION_TRY,
        @JsonProperty("payment_method")
        PAYMENT_METHOD,
        @JsonProperty("test_clock")
        TEST_CLOCK,
        @JsonProperty("mail")
        MAIL,
        @JsonProperty("webhook_recovery")
        WEBHOOK_RECOVERY,
        @JsonProperty("event")
        EVENT
    }
}
