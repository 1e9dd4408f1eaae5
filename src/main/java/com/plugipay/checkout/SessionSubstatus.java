package com.plugipay.checkout;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.providers.ProviderKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the state of a session does not tell; the client libraries read it as the state. */
public enum SessionSubstatus {
    /** Open, and the provider processes the payment. */
    @JsonProperty("pending")
    PENDING,
    /** Open, and a person has to look: the buyer says that the transfer was made, or money is to be reviewed. */
    @JsonProperty("pending_review")
    PENDING_REVIEW,
    /** Canceled because its payment has failed. */
    @JsonProperty("failed")
    FAILED;

    /** The name in the API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That of a session; null for most. */
    static @Nullable SessionSubstatus of(CheckoutSession session) {
        return switch (session.status()) {
            case OPEN -> ofOpen(session);
            case CANCELED -> session.paymentId() == null ? null : FAILED;
            case COMPLETE, EXPIRED -> null;
        };
    }

    private static @Nullable SessionSubstatus ofOpen(CheckoutSession session) {
        ProviderKind provider = session.provider();
        boolean isByHand = provider != null && provider.isConfirmedByHand();
        if (session.reviewPending() || (session.paymentId() != null && isByHand)) {
            return PENDING_REVIEW;
        }
        return session.paymentId() == null ? null : PENDING;
    }
}
