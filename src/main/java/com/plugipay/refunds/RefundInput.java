package com.plugipay.refunds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.model.Ids;
import com.plugipay.money.Currencies;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The input of a refund. What is refunded is named in one of three ways.
 *
 * @param amount null for all that remains
 * @param manual whether the merchant has sent the money itself: the refund is only recorded, and no provider is asked
 */
public record RefundInput(
        @Size(max = Ids.LONGEST) @Nullable String paymentId,
        @Size(max = Ids.LONGEST) @Nullable String chargeId,
        @Nullable SourceType sourceType,
        @Size(max = Ids.LONGEST) @Nullable String sourceId,

        @Min(1) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long amount,

        Refund.@Nullable Reason reason,
        @Nullable Boolean manual,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    public enum SourceType {
        @JsonProperty("checkout_session")
        CHECKOUT_SESSION,
        @JsonProperty("invoice")
        INVOICE
    }

    /** Exactly one id names the payment. */
    @Override
    public void check() {
        if ((sourceType == null) != (sourceId == null)) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    sourceType == null ? "sourceType" : "sourceId", "sourceType and sourceId come together.");
        }
        if (Stream.of(paymentId, chargeId, sourceId)
                        .filter(name -> name != null)
                        .count()
                != 1) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "paymentId", "Name what is refunded by one of paymentId, chargeId, or sourceType and sourceId.");
        }
    }

    Refund.Reason reasonOrOther() {
        return reason == null ? Refund.Reason.OTHER : reason;
    }

    boolean isManual() {
        return Boolean.TRUE.equals(manual);
    }
}
