package com.plugipay.refunds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.UpdatedAt;
import com.plugipay.payments.Payment;
import com.plugipay.providers.ProviderKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Money that goes back to a buyer, a part of a payment or all of it. Its states: {@code pending -> succeeded | failed}.
 *
 * @param amount in the payment's currency and minor unit
 */
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

    /** The payment that is to be refunded; fails when there is none, or none of its money is here. */
    static Payment refundable(Optional<Payment> found) {
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

    static Refund pending(
            Payment payment,
            long amount,
            Reason reason,
            ProviderKind provider,
            @Nullable Map<String, String> metadata,
            Instant now) {
        return new Refund(
                Ids.at(now, "re"),
                payment.workspaceId(),
                payment.mode(),
                payment.id(),
                payment.invoiceId(),
                amount,
                payment.currency(),
                reason,
                Status.PENDING,
                null,
                null,
                provider,
                null,
                metadata,
                now,
                now);
    }

    Refund accepted(@Nullable String reference, Instant now) {
        return reference == null || reference.equals(providerReference)
                ? this
                : with(status, null, null, reference, now);
    }

    /** The same, as a change of that: it may have been changed since this was decided. */
    Refund following(Refund current) {
        String reference = providerReference == null ? current.providerReference() : providerReference;
        return with(status, failureCode, failureMessage, reference, UpdatedAt.after(current.updatedAt(), updatedAt));
    }

    Refund succeeded(@Nullable String reference, Instant now) {
        return with(Status.SUCCEEDED, null, null, reference, now);
    }

    /** The payment as the end of this refund leaves it. */
    Payment applyTo(Payment payment, Instant now) {
        return status == Status.SUCCEEDED
                ? payment.refunded(payment.amountRefunded() + amount, now)
                : payment.touched(now);
    }

    Refund failed(String code, String message, Instant now) {
        return with(Status.FAILED, code, message, null, now);
    }

    private Refund with(
            Status status,
            @Nullable String failureCode,
            @Nullable String failureMessage,
            @Nullable String reference,
            Instant now) {
        return new Refund(
                id,
                workspaceId,
                mode,
                paymentId,
                invoiceId,
                amount,
                currency,
                reason,
                status,
                failureCode,
                failureMessage,
                provider,
                reference == null ? providerReference : reference,
                metadata,
                createdAt,
                UpdatedAt.after(updatedAt, now));
    }
}
