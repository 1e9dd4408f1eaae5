package com.plugipay.payments;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.model.Ids;
import com.plugipay.money.Currencies;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.text.WebAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The input of a direct payment. */
public record PaymentInput(
        @Min(1) @Max(Currencies.LARGEST_AMOUNT) long amount,

        @Pattern(regexp = Currencies.PATTERN, message = Currencies.TEXT)
        String currency,

        Method method,
        @Nullable ProviderKind provider,
        @Size(max = Ids.LONGEST) @Nullable String customerId,
        @Size(max = Ids.LONGEST) @Nullable String paymentTokenId,
        @Nullable WebAddress returnUrl,
        @Size(max = 500) @Nullable String description,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    /**
     * This input with the stored method's customer; fails when another method or provider is named.
     *
     * <p>With a {@link #returnUrl} the buyer is there and can be asked to confirm the charge, otherwise not.
     */
    PaymentInput by(StoredPaymentMethod stored) {
        if (method != stored.type()) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "method", "The stored payment method is " + stored.type().text() + ".");
        }
        if (provider != null && provider != stored.provider()) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "provider", "The payment method is stored at " + stored.provider() + ".");
        }
        return new PaymentInput(
                amount,
                currency,
                method,
                stored.provider(),
                stored.customerId(),
                paymentTokenId,
                returnUrl,
                description,
                metadata);
    }

    /** The currency exists. */
    @Override
    public void check() {
        if (!Currencies.known(currency)) {
            throw ErrorCode.VALIDATION_ERROR.forField("currency", "This is no ISO 4217 currency.");
        }
    }
}
