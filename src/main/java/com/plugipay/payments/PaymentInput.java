package com.plugipay.payments;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.WebUrl;
import com.plugipay.money.Currencies;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The input of a direct payment. */
public record PaymentInput(
        @Min(1) @Max(Currencies.LARGEST_AMOUNT) long amount,
        @Pattern(regexp = Currencies.PATTERN) String currency,
        Method method,
        @Nullable ProviderKind provider,
        @Size(max = 64) @Nullable String customerId,
        @Size(max = 64) @Nullable String paymentTokenId,

        @Pattern(regexp = WebUrl.HTTP) @Size(max = WebUrl.LONGEST) @Nullable
        String returnUrl,

        @Size(max = 500) @Nullable String description,
        @Nullable Map<String, String> metadata) {

    /** Checks what the annotations cannot: the currency exists. */
    void check() {
        if (!Currencies.known(currency)) {
            throw ErrorCode.VALIDATION_ERROR.forField("currency", "This is no ISO 4217 currency.");
        }
    }
}
