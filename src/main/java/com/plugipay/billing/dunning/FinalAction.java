package com.plugipay.billing.dunning;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What happens when the last try to collect an invoice has failed. */
public enum FinalAction {
    /** The subscription is canceled; the invoice stays open. */
    @JsonProperty("cancel")
    CANCEL,
    /** The subscription stays past due and is billed on. */
    @JsonProperty("leave_past_due")
    LEAVE_PAST_DUE,
    /** The same, and the invoice is marked: nobody expects its money any more. */
    @JsonProperty("mark_uncollectible")
    MARK_UNCOLLECTIBLE;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
