package com.plugipay.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.ProviderKind;
import com.plugipay.text.WebAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record of money that was received or is expected. Its states: {@code pending -> succeeded | failed}, then
 * {@code succeeded -> partially_refunded -> refunded}.
 *
 * <p>All amounts are in the currency's minor unit. All changes are pure: they return the payment as it would be.
 *
 * @param netAmount what is left after the fee; null while the fee is unknown
 * @param nextAction what the buyer still has to do, while the payment is pending
 * @param late whether the money was received after the session had ended
 */
@RecordBuilder
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
        @Nullable WebAddress returnUrl,
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

    /** The properties of a new payment, which never change, but for description, metadata, and the amount if another is received. */
    public record Terms(
            Tenant tenant,
            long amount,
            String currency,
            Method method,
            ProviderKind provider,
            @Nullable String customerId,
            @Nullable String checkoutSessionId,
            @Nullable String invoiceId,
            @Nullable String paymentTokenId,
            @Nullable WebAddress returnUrl,
            @Nullable String description,
            @Nullable Map<String, String> metadata) {}

    /** A new pending payment. */
    public static Payment pending(
            Terms terms, @Nullable String providerReference, @Nullable NextAction nextAction, Instant now) {
        return PaymentBuilder.builder()
                .id(Ids.at(now, "pay"))
                .workspaceId(terms.tenant().workspaceId())
                .mode(terms.tenant().mode())
                .status(Status.PENDING)
                .amount(terms.amount())
                .currency(terms.currency())
                .feeStatus(FeeStatus.UNKNOWN)
                .customerId(terms.customerId())
                .checkoutSessionId(terms.checkoutSessionId())
                .invoiceId(terms.invoiceId())
                .paymentMethod(PaymentMethod.of(terms.method()))
                .paymentTokenId(terms.paymentTokenId())
                .provider(terms.provider())
                .providerReference(providerReference)
                .providerData(Map.of())
                .nextAction(nextAction)
                .returnUrl(terms.returnUrl())
                .description(terms.description())
                .metadata(terms.metadata())
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    /** The payment that is made by this stored payment method; null for none. */
    public Payment by(@Nullable String storedMethodId) {
        return PaymentBuilder.builder(this).paymentTokenId(storedMethodId).build();
    }

    /** The provider has accepted the charge, and the buyer has to do this next. */
    public Payment accepted(
            @Nullable String reference, @Nullable NextAction action, Map<String, Object> data, Instant now) {
        return changed(reference, data, now).nextAction(action).build();
    }

    /** The payment with the amount that was received, which may differ from the one that was requested. */
    public Payment received(long amount, Instant now) {
        return amount == this.amount
                ? this
                : changed(now).amount(amount).netAmount(net(amount, feeAmount)).build();
    }

    /** The money was received. */
    public Payment succeeded(@Nullable String reference, Map<String, Object> data, Fee fee, boolean late, Instant now) {
        return changed(reference, data, now)
                .status(Status.SUCCEEDED)
                .nextAction(null)
                .feeAmount(fee.amount())
                .feeStatus(fee.status())
                .netAmount(net(amount, fee.amount()))
                .succeededAt(now)
                .late(late)
                .build();
    }

    /** The money will not be received. */
    public Payment failed(String code, String message, Instant now) {
        return changed(now)
                .status(Status.FAILED)
                .nextAction(null)
                .failureCode(code)
                .failureMessage(message)
                .build();
    }

    /** The payment with a fee that is better known. */
    public Payment withFee(Fee fee, Instant now) {
        return changed(now)
                .feeAmount(fee.amount())
                .feeStatus(fee.status())
                .netAmount(net(amount, fee.amount()))
                .build();
    }

    /** The payment after refunds of this amount in all. */
    public Payment refunded(long amountRefunded, Instant now) {
        return changed(now)
                .status(amountRefunded == amount ? Status.REFUNDED : Status.PARTIALLY_REFUNDED)
                .amountRefunded(amountRefunded)
                .build();
    }

    /** The payment with a later {@code updatedAt} and no other change, which guards the next change. */
    public Payment touched(Instant now) {
        return changed(now).build();
    }

    /** The payment with another description and other metadata. */
    Payment described(@Nullable String description, @Nullable Map<String, String> metadata, Instant now) {
        return changed(now).description(description).metadata(metadata).build();
    }

    private PaymentBuilder changed(Instant now) {
        return PaymentBuilder.builder(this).updatedAt(UpdatedAt.after(updatedAt, now));
    }

    /** A copy with what was learned from the provider; a reference that is known is kept. */
    private PaymentBuilder changed(@Nullable String reference, Map<String, Object> learned, Instant now) {
        Map<String, Object> data = new HashMap<>(providerData);
        data.putAll(learned);
        return changed(now)
                .providerReference(reference == null ? providerReference : reference)
                .providerData(data);
    }

    private static @Nullable Long net(long amount, @Nullable Long fee) {
        return fee == null ? null : Long.valueOf(amount - fee);
    }
}
