package com.plugipay.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.ids.Ids;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import com.plugipay.workspaces.Mode;
import com.plugipay.workspaces.Resource;
import com.plugipay.workspaces.Tenant;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record of money received, or on its way. Its states: {@code pending -> succeeded | failed}, then
 * {@code succeeded -> partially_refunded -> refunded}.
 *
 * <p>All amounts are in the currency's minor unit.
 *
 * @param netAmount what is left after the fee; null while the fee is unknown
 * @param nextAction what the buyer still has to do, while the payment is pending
 * @param late whether the money came after its session had ended
 */
public record Payment(
        String id,
        String workspaceId,
        Mode mode,
        Status status,
        long amount,
        String currency,
        @Nullable Long feeAmount,
        FeeStatus feeStatus,
        @Nullable Long netAmount,
        long amountRefunded,
        @Nullable String customerId,
        @Nullable String checkoutSessionId,
        @Nullable String invoiceId,
        PaymentMethod paymentMethod,
        @Nullable String paymentTokenId,
        @Nullable ProviderKind provider,
        @Nullable String providerReference,
        Map<String, Object> providerData,
        @Nullable NextAction nextAction,
        @Nullable String returnUrl,
        @Nullable String failureCode,
        @Nullable String failureMessage,
        @Nullable String description,
        @Nullable Instant succeededAt,
        boolean late,
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
        FAILED,
        @JsonProperty("partially_refunded")
        PARTIALLY_REFUNDED,
        @JsonProperty("refunded")
        REFUNDED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far {@code feeAmount} can be trusted. */
    public enum FeeStatus {
        @JsonProperty("exact")
        EXACT,
        @JsonProperty("estimated")
        ESTIMATED,
        @JsonProperty("unknown")
        UNKNOWN;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a payment is for, and by whom it goes: everything that never changes. */
    public record Terms(
            Tenant tenant,
            long amount,
            String currency,
            Method method,
            ProviderKind provider,
            @Nullable String customerId,
            @Nullable String checkoutSessionId,
            @Nullable String paymentTokenId,
            @Nullable String returnUrl,
            @Nullable String description,
            @Nullable Map<String, String> metadata) {}

    /** A new payment that is on its way. */
    public static Payment pending(
            Terms terms, @Nullable String providerReference, @Nullable NextAction nextAction, Instant now) {
        return new Payment(
                Ids.at(now, "pay"),
                terms.tenant().workspaceId(),
                terms.tenant().mode(),
                Status.PENDING,
                terms.amount(),
                terms.currency(),
                null,
                FeeStatus.UNKNOWN,
                null,
                0,
                terms.customerId(),
                terms.checkoutSessionId(),
                null,
                PaymentMethod.of(terms.method()),
                terms.paymentTokenId(),
                terms.provider(),
                providerReference,
                Map.of(),
                nextAction,
                terms.returnUrl(),
                null,
                null,
                terms.description(),
                null,
                false,
                terms.metadata(),
                now,
                now);
    }

    /** The provider has said what the buyer has to do. */
    Payment accepted(String providerReference, NextAction nextAction, Instant now) {
        return with(status, null, FeeStatus.UNKNOWN, providerReference, nextAction, null, null, false, now);
    }

    /** The money is here, less a fee if there is one. */
    public Payment succeeded(@Nullable Long feeAmount, FeeStatus feeStatus, boolean late, Instant now) {
        return with(Status.SUCCEEDED, feeAmount, feeStatus, providerReference, null, null, null, late, now);
    }

    /** The money will not come. */
    public Payment failed(String code, String message, Instant now) {
        return with(Status.FAILED, null, FeeStatus.UNKNOWN, providerReference, null, code, message, false, now);
    }

    /** The same payment under another description and metadata. */
    Payment described(@Nullable String description, @Nullable Map<String, String> metadata, Instant now) {
        Instant changedAt = now.isAfter(updatedAt) ? now : updatedAt.plusMillis(1);
        return new Payment(
                id,
                workspaceId,
                mode,
                status,
                amount,
                currency,
                feeAmount,
                feeStatus,
                netAmount,
                amountRefunded,
                customerId,
                checkoutSessionId,
                invoiceId,
                paymentMethod,
                paymentTokenId,
                provider,
                providerReference,
                providerData,
                nextAction,
                returnUrl,
                failureCode,
                failureMessage,
                description,
                succeededAt,
                late,
                metadata,
                createdAt,
                changedAt);
    }

    private Payment with(
            Status status,
            @Nullable Long feeAmount,
            FeeStatus feeStatus,
            @Nullable String providerReference,
            @Nullable NextAction nextAction,
            @Nullable String failureCode,
            @Nullable String failureMessage,
            boolean late,
            Instant now) {
        return new Payment(
                id,
                workspaceId,
                mode,
                status,
                amount,
                currency,
                feeAmount,
                feeStatus,
                feeAmount == null ? null : Long.valueOf(amount - feeAmount),
                amountRefunded,
                customerId,
                checkoutSessionId,
                invoiceId,
                paymentMethod,
                paymentTokenId,
                provider,
                providerReference,
                providerData,
                nextAction,
                returnUrl,
                failureCode,
                failureMessage,
                description,
                status == Status.SUCCEEDED ? now : null,
                late,
                metadata,
                createdAt,
                now);
    }
}
