package com.plugipay.giftcards;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.model.Ids;
import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new gift card.
 *
 * @param amount its first balance, in minor units
 * @param currency IDR when it is left out
 * @param customerId whose store credit it is; null for a card that whoever knows the code may use
 * @param code what its owner shows; a random one is made when it is left out
 * @param expiresAt from when on it cannot be used, in the future; null for never
 * @param note a text for the merchant
 * @param issuedSource where the reason comes from that it is issued for, such as a shop system
 * @param issuedRef the reason there, such as the number of an order
 */
public record GiftCardInput(
        @Min(1) @Max(Currencies.LARGEST_AMOUNT) long amount,

        @Pattern(regexp = Currencies.PATTERN, message = Currencies.TEXT) @Nullable
        String currency,

        @Size(max = Ids.LONGEST) @Nullable String customerId,

        @Pattern(regexp = GiftCardCode.PATTERN, message = GiftCardCode.TEXT) @Size(max = 64) @Nullable
        String code,

        @Nullable Instant expiresAt,
        @Size(max = 500) @Nullable String note,
        @Size(min = 1, max = 64) @Nullable String issuedSource,
        @Size(min = 1, max = 255) @Nullable String issuedRef,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    private static final String RUPIAH = "IDR";

    @Override
    public void check() {
        if (!Currencies.known(currencyOrRupiah())) {
            throw ErrorCode.VALIDATION_ERROR.forField("currency", "The currency must be an ISO 4217 code.");
        }
    }

    String currencyOrRupiah() {
        return currency == null ? RUPIAH : currency;
    }

    /** Until when it can be used; fails when that is over. */
    @Nullable
    Instant expiresAtAfter(Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw ErrorCode.VALIDATION_ERROR.forField("expiresAt", "This time is over.");
        }
        return expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
