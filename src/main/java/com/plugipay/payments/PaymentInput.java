package com.plugipay.payments;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.http.operations.WebUrl;
import com.plugipay.model.Ids;
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
        @Size(max = Ids.LONGEST) @Nullable String customerId,
        @Size(max = Ids.LONGEST) @Nullable String paymentTokenId,

        @Pattern(regexp = WebUrl.HTTP) @Size(max = WebUrl.LONGEST) @Nullable
        String returnUrl,

        @Size(max = 500) @Nullable String description,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    /** The currency exists. */
    @Override
    public void check() {
        if (!Currencies.known(currency)) {
            throw ErrorCode.VALIDATION_ERROR.forField("currency", "This is no ISO 4217 currency.");
        }
    }
}
