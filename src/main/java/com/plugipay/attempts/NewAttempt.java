package com.plugipay.attempts;

import com.plugipay.model.Ids;
import com.plugipay.model.RequestLifetime;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt starts with, see {@link Attempt}. It pays a session, perhaps of an invoice, or an invoice whose buyer is not
 * there, or a direct payment.
 */
@RecordBuilder
public record NewAttempt(
        Tenant tenant,
        @Nullable String checkoutSessionId,
        @Nullable String invoiceId,
        @Nullable String paymentId,
        ProviderKind provider,
        Method method,
        long amount,
        String currency,
        @Nullable String savedFor,
        boolean buyerPresent,
        @Nullable String paymentTokenId) {

    /** One that neither stores a payment method nor charges a stored one. */
    public NewAttempt(
            Tenant tenant,
            @Nullable String checkoutSessionId,
            @Nullable String invoiceId,
            @Nullable String paymentId,
            ProviderKind provider,
            Method method,
            long amount,
            String currency) {
        this(tenant, checkoutSessionId, invoiceId, paymentId, provider, method, amount, currency, null, true, null);
    }

    /** The same when it stores the payment method for this customer; null for none. */
    public NewAttempt saving(@Nullable String customerId) {
        return NewAttemptBuilder.builder(this).savedFor(customerId).build();
    }

    /** The same when it charges this stored payment method; null for none. */
    public NewAttempt charging(@Nullable String storedMethodId) {
        return NewAttemptBuilder.builder(this).paymentTokenId(storedMethodId).build();
    }

    /** The same when the buyer is not there. */
    public NewAttempt unattended() {
        return NewAttemptBuilder.builder(this).buyerPresent(false).build();
    }

    /** The attempt, whose provider has not been asked yet. */
    public Attempt at(Instant now) {
        return AttemptBuilder.builder()
                .id(Ids.at(now, "att"))
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .checkoutSessionId(checkoutSessionId)
                .invoiceId(invoiceId)
                .paymentId(paymentId)
                .provider(provider)
                .method(method)
                .amount(amount)
                .currency(currency)
                .savedFor(savedFor)
                .buyerPresent(buyerPresent)
                .paymentTokenId(paymentTokenId)
                .status(Attempt.Status.STARTING)
                .providerData(Map.of())
                .nextLookUpAt(now.plus(RequestLifetime.LONGEST))
                .createdAt(now)
                .updatedAt(now)
                .build();
    }
}
