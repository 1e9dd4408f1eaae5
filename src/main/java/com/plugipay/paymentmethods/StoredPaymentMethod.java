package com.plugipay.paymentmethods;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A payment method that a provider stores for a customer. Its states: {@code active -> expired | revoked}; it is active again
 * when the provider stores the same method again.
 *
 * @param label how its owner recognises it, such as {@code Visa •••• 1111}
 * @param expMonth 1 to 12
 * @param expYear four digits
 */
@RecordBuilder
public record StoredPaymentMethod(
        String id,
        String workspaceId,
        Mode mode,
        String customerId,
        ProviderKind provider,
        Method type,
        String label,
        @Nullable String brand,
        @Nullable String last4,
        @Nullable Integer expMonth,
        @Nullable Integer expYear,
        Status status,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    public enum Status {
        @JsonProperty("active")
        ACTIVE,
        /** Its time is over. */
        @JsonProperty("expired")
        EXPIRED,
        /** Its owner, the merchant or the provider has ended it. */
        @JsonProperty("revoked")
        REVOKED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How a method ends that was declined for ever with this code. */
        public static Status endedBy(String declineCode) {
            return declineCode.equals(DeclineCodes.EXPIRED_CARD) ? EXPIRED : REVOKED;
        }
    }

    static StoredPaymentMethod of(
            Tenant tenant, String customerId, ProviderKind provider, StoredMethod stored, Instant now) {
        return new StoredPaymentMethod(
                Ids.at(now, "pt"),
                tenant.workspaceId(),
                tenant.mode(),
                customerId,
                provider,
                stored.method(),
                stored.label(),
                stored.brand(),
                stored.last4(),
                stored.expMonth(),
                stored.expYear(),
                Status.ACTIVE,
                now,
                now);
    }

    /** As the provider now describes it. */
    StoredPaymentMethod stored(StoredMethod stored, Instant now) {
        return StoredPaymentMethodBuilder.builder(this)
                .label(stored.label())
                .brand(stored.brand())
                .last4(stored.last4())
                .expMonth(stored.expMonth())
                .expYear(stored.expYear())
                .status(Status.ACTIVE)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    StoredPaymentMethod ended(Status status, Instant now) {
        return StoredPaymentMethodBuilder.builder(this)
                .status(status)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    /** As it is at that moment: a card can be used until its last month ends, wherever on Earth. */
    StoredPaymentMethod at(Instant now) {
        boolean isOver = status == Status.ACTIVE
                && expYear != null
                && expMonth != null
                && YearMonth.of(expYear, expMonth).isBefore(YearMonth.from(now.atOffset(ZoneOffset.ofHours(-12))));
        return isOver
                ? StoredPaymentMethodBuilder.builder(this)
                        .status(Status.EXPIRED)
                        .build()
                : this;
    }

    @JsonIgnore
    public boolean isActive() {
        return status == Status.ACTIVE;
    }
}
