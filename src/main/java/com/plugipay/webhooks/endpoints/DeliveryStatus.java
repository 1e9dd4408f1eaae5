package com.plugipay.webhooks.endpoints;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * The state of a delivery, which its endpoint shows for the newest one. A delivery that the endpoint accepted once stays
 * {@code succeeded}, even if a repeat fails.
 */
public enum DeliveryStatus {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
