package com.plugipay.timeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an object or to one that belongs to it.
 *
 * @param objectId the object that it happened to; of a delivery, its id
 * @param name what was done, such as {@code payment.succeeded}; the status of an attempt or a delivery
 * @param by who did it: the name of a person or of a key, or a provider; the type of the event that was
 *     delivered
 * @param detail why it failed, or the provider's reference; null for nothing
 */
public record TimelineEntry(
        Instant at,
        Kind kind,
        String objectId,
        String name,
        String by,
        @Nullable String detail) {
    /** Where an entry comes from. */
    public enum Kind {
        /** A change, as the audit log has it. */
        @JsonProperty("change")
        CHANGE,
        /** An attempt to charge, as the provider has answered it. */
        @JsonProperty("attempt")
        ATTEMPT,
        /** An event as an endpoint has taken it or not; only for those who may read webhooks. */
        @JsonProperty("delivery")
        DELIVERY
    }
}
