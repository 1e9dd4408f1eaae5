package com.plugipay.receipts;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.json.SdkName;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a business confirms to who has paid: the money of one session or one invoice.
 *
 * @param number without gaps in the order of the payments, for each workspace and mode
 * @param sourceId the session or the invoice
 * @param amount in minor units
 * @param emailedAt when it was last given to the mail server's queue; null if it never was
 */
public record PaymentReceipt(
        String id,
        String workspaceId,
        Mode mode,
        @Nullable String number,
        SourceType sourceType,
        String sourceId,
        String paymentId,
        @Nullable String customerId,
        long amount,
        String currency,
        Method method,
        @SdkName("adapter") @Nullable ProviderKind provider,
        Instant issuedAt,
        @Nullable Instant emailedAt,
        @Nullable String emailedTo,
        Instant createdAt)
        implements Resource {

    /** What was paid. */
    public enum SourceType {
        @JsonProperty("checkout_session")
        CHECKOUT_SESSION,
        @JsonProperty("invoice")
        INVOICE;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
