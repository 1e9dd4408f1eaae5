package com.plugipay.checkout;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.money.Currencies;
import com.plugipay.providers.Method;
import com.plugipay.providers.accounts.RequestedMethod;
import com.plugipay.text.WebAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that creates a checkout session.
 *
 * @param amount in minor units; required for a payment, none for a setup
 * @param mode default payment
 * @param methods single ones, and families of them: of a family those that the workspace can take; none means all
 * @param savePaymentMethod whether the payment method is stored for the customer, unless the buyer declines; default false
 */
public record CheckoutSessionInput(
        @Min(1) @Max(Currencies.LARGEST_AMOUNT) @Nullable Long amount,

        @Pattern(regexp = Currencies.PATTERN, message = Currencies.TEXT)
        String currency,

        WebAddress successUrl,
        WebAddress cancelUrl,
        @Size(max = 500) @Nullable String description,
        @Size(max = Ids.LONGEST) @Nullable String customerId,
        CheckoutSession.@Nullable Purpose mode,
        @Nullable Boolean savePaymentMethod,
        @Nullable Guest guest,
        @Size(max = 50) @Nullable List<RequestedMethod> methods,
        @Size(max = 100) @Nullable List<LineItem> lineItems,
        @Min(60) @Max(86_400) @Nullable Integer expiresInSec,
        @Nullable Map<String, String> metadata,
        @Size(max = Ids.LONGEST) @Nullable String templateId)
        implements CheckedInput {

    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    /** The input of a session that has a payment method stored for a customer, who then returns to that address. */
    public static CheckoutSessionInput setup(String customerId, String currency, WebAddress returnUrl) {
        return new CheckoutSessionInput(
                null,
                currency,
                returnUrl,
                returnUrl,
                null,
                customerId,
                CheckoutSession.Purpose.SETUP,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The currency exists, and the line items add up to the amount. */
    @Override
    public void check() {
        if (!Currencies.known(currency)) {
            throw ErrorCode.VALIDATION_ERROR.forField("currency", "The currency must be an ISO 4217 code.");
        }
        if (purpose() == CheckoutSession.Purpose.SETUP) {
            checkSetup();
        } else if (amount == null) {
            throw wrong("amount", "This field is required.");
        }
        if (isSaving() && customerId == null) {
            throw wrong("customerId", "A payment method can only be stored for a customer.");
        }
        BigInteger sum = lineItemsOrNone().stream()
                .map(LineItem::amount)
                .map(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (!lineItemsOrNone().isEmpty() && !sum.equals(BigInteger.valueOf(amountOrZero()))) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "lineItems", "The line items add up to " + sum + ", not to the amount.");
        }
    }

    private void checkSetup() {
        if (amount != null) {
            throw wrong("amount", "A setup takes no payment.");
        }
        if (customerId == null) {
            throw wrong("customerId", "A payment method can only be stored for a customer.");
        }
        if (savePaymentMethod != null) {
            throw wrong("savePaymentMethod", "A setup always stores the payment method.");
        }
        if (!lineItemsOrNone().isEmpty()) {
            throw wrong("lineItems", "A setup takes no payment.");
        }
    }

    private static ApiException wrong(String field, String message) {
        return ErrorCode.VALIDATION_ERROR.forField(field, message);
    }

    CheckoutSession.Purpose purpose() {
        return mode == null ? CheckoutSession.Purpose.PAYMENT : mode;
    }

    boolean isSaving() {
        return Boolean.TRUE.equals(savePaymentMethod);
    }

    long amountOrZero() {
        return amount == null ? 0 : amount;
    }

    List<RequestedMethod> methodsOrAll() {
        return methods == null ? List.of() : methods;
    }

    List<LineItem> lineItemsOrNone() {
        return lineItems == null ? List.of() : lineItems;
    }

    Duration lifetime() {
        return expiresInSec == null ? LONGEST_LIFETIME : Duration.ofSeconds(expiresInSec);
    }

    /** The new session that is asked for, with these methods. */
    public CheckoutSession session(Tenant tenant, List<Method> chosen, HostedUrls urls, Instant now) {
        String id = Ids.at(now, "sess");
        return CheckoutSessionBuilder.builder()
                .id(id)
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .status(CheckoutSession.Status.OPEN)
                .purpose(purpose())
                .savePaymentMethod(isSaving())
                .amount(amountOrZero())
                .currency(currency)
                .description(description)
                .customerId(customerId)
                .guest(guest)
                .lineItems(lineItemsOrNone())
                .methods(chosen)
                .successUrl(successUrl)
                .cancelUrl(cancelUrl)
                .hostedUrl(urls.checkout(id))
                .expiresAt(now.plus(lifetime()))
                .templateId(templateId)
                .metadata(metadata)
                .createdAt(now)
                .updatedAt(now)
                .build();
    }
}
