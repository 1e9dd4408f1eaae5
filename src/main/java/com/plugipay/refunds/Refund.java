package com.plugipay.refunds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.UpdatedAt;
import com.plugipay.payments.Payment;
import com.plugipay.providers.ProviderKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Money that is given back to a buyer, a part of a payment or all of it. Its states: {@code pending -> succeeded | failed}.
 *
 * <p>All changes are pure: they return the refund as it would be.
 *
 * @param amount in the payment's currency and minor unit
 */
@RecordBuilder
public record Refund(
        String id,
        String workspaceId,
        Mode mode,
        String paymentId,
        @Nullable String invoiceId,
        long amount,
        String currency,
        Reason reason,
        Status status,
        @Nullable String failureCode,
        @Nullable String failureMessage,
        @Nullable ProviderKind provider,
        @Nullable String providerReference,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    public enum Status {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Reason {
        @JsonProperty("requested_by_customer")
        REQUESTED_BY_CUSTOMER,
        @JsonProperty("duplicate")
        DUPLICATE,
        @JsonProperty("fraudulent")
        FRAUDULENT,
        @JsonProperty("other")
        OTHER;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The payment, which exists and has succeeded; otherwise fails. */
    static Payment requireRefundable(Optional<Payment> found) {
        Payment payment = found.orElseThrow(() -> ErrorCode.NOT_FOUND.withMessage("There is no such payment."));
        return switch (payment.status()) {
            case SUCCEEDED, PARTIALLY_REFUNDED -> payment;
            case REFUNDED -> throw ErrorCode.AMOUNT_NOT_REFUNDABLE.withMessage("The payment is refunded already.");
            case PENDING, FAILED ->
                throw ErrorCode.CONFLICT.withMessage(
                        "The payment is " + payment.status().text() + ".");
        };
    }

    /** The payment's id, as the client libraries call it. */
    @JsonProperty
    public String chargeId() {
        return paymentId;
    }

    /** A new refund, which is not sent yet. */
    static Refund pending(
            Payment payment,
            long amount,
            Reason reason,
            ProviderKind provider,
            @Nullable Map<String, String> metadata,
            Instant now) {
        return RefundBuilder.builder()
                .id(Ids.at(now, "re"))
                .workspaceId(payment.workspaceId())
                .mode(payment.mode())
                .paymentId(payment.id())
                .invoiceId(payment.invoiceId())
                .amount(amount)
                .currency(payment.currency())
                .reason(reason)
                .status(Status.PENDING)
                .provider(provider)
                .metadata(metadata)
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    /** The refund with the provider's reference, after the provider has accepted it. */
    Refund accepted(@Nullable String reference, Instant now) {
        return reference == null || reference.equals(providerReference)
                ? this
                : changed(reference, now).build();
    }

    Refund succeeded(@Nullable String reference, Instant now) {
        return changed(reference, now).status(Status.SUCCEEDED).build();
    }

    Refund failed(String code, String message, Instant now) {
        return changed(null, now)
                .status(Status.FAILED)
                .failureCode(code)
                .failureMessage(message)
                .build();
    }

    /** This change as one of {@code current}: the refund may have changed since the change was decided. */
    Refund following(Refund current) {
        return RefundBuilder.builder(this)
                .providerReference(providerReference == null ? current.providerReference() : providerReference)
                .updatedAt(UpdatedAt.after(current.updatedAt(), updatedAt))
                .build();
    }

    /** The payment as the end of this refund leaves it. */
    Payment applyTo(Payment payment, Instant now) {
        return status == Status.SUCCEEDED
                ? payment.refunded(payment.amountRefunded() + amount, now)
                : payment.touched(now);
    }

    /** A copy without failure; a reference that is known is kept. */
    private RefundBuilder changed(@Nullable String reference, Instant now) {
        return RefundBuilder.builder(this)
                .failureCode(null)
                .failureMessage(null)
                .providerReference(reference == null ? providerReference : reference)
                .updatedAt(UpdatedAt.after(updatedAt, now));
    }
}
