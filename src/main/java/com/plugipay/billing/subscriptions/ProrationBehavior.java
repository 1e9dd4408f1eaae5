package com.plugipay.billing.subscriptions;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a change of the price in the middle of a period does. */
public enum ProrationBehavior {
    /** The unused part of the old price is credited, and the rest of the period is charged at the new one. */
    @JsonProperty("create_prorations")
    CREATE_PRORATIONS,
    /** The new price holds at once, and the current period is not billed again. */
    @JsonProperty("none")
    NONE,
    /** The new price holds from the next period on. */
    @JsonProperty("next_period")
    NEXT_PERIOD
}
