package com.plugipay.billing.invoices;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why a subscription was billed. */
public enum BillingReason {
    /** A period of it began, or a period with usage has ended. A period is billed once. */
    @JsonProperty("cycle")
    CYCLE,
    /** Its price was changed, and the difference was to be paid at once. */
    @JsonProperty("change")
    CHANGE,
    /** It has ended, and something was left to be paid. */
    @JsonProperty("end")
    END;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
