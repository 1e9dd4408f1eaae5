package com.plugipay.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
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
    public Payment accepted(
            @Nullable String reference, @Nullable NextAction action, Map<String, Object> data, Instant now) {
        return change(now)
                .status(status)
                .reference(reference)
                .data(data)
                .nextAction(action)
                .done();
    }

    /** The same payment of the amount that came in, which may be another than was asked for. */
    public Payment received(long amount, Instant now) {
        return amount == this.amount ? this : change(now).amount(amount).done();
    }

    /** The money is here, less a fee as far as it is known. */
    public Payment succeeded(@Nullable String reference, Map<String, Object> data, Fee fee, boolean late, Instant now) {
        return change(now)
                .status(Status.SUCCEEDED)
                .reference(reference)
                .data(data)
                .nextAction(null)
                .fee(fee)
                .succeededAt(now)
                .late(late)
                .done();
    }

    /** The money will not come. */
    public Payment failed(String code, String message, Instant now) {
        return change(now)
                .status(Status.FAILED)
                .nextAction(null)
                .failure(code, message)
                .done();
    }

    /** The same payment with a fee that is known better. */
    public Payment withFee(Fee fee, Instant now) {
        return change(now).fee(fee).done();
    }

    /** So much of it has been given back in all. */
    public Payment refunded(long amountRefunded, Instant now) {
        return change(now)
                .status(amountRefunded == amount ? Status.REFUNDED : Status.PARTIALLY_REFUNDED)
                .amountRefunded(amountRefunded)
                .done();
    }

    /** The same payment at a later moment, which guards its next change. */
    public Payment touched(Instant now) {
        return change(now).done();
    }

    /** The same payment under another description and metadata. */
    Payment described(@Nullable String description, @Nullable Map<String, String> metadata, Instant now) {
        return change(now).described(description, metadata).done();
    }

    private PaymentChange change(Instant now) {
        return new PaymentChange(this, now);
    }
}
