package com.plugipay.checkout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.json.SdkName;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.EventType;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.SettlementStep;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An amount that a buyer is asked to pay within a day at most. Its states: {@code open -> complete | expired | canceled}.
 *
 * <p>All changes are pure and return the changed session. The caller decides whether a change is allowed, and the statement
 * that writes it checks that again.
 *
 * @param amount in the currency's minor unit
 * @param methods by which it can be paid
 * @param paymentId its only payment; null until a payment is pending or complete
 * @param attempts how many attempts were started
 * @param reviewPending whether a person has to review money that was received
 */
@RecordBuilder
public record CheckoutSession(
        String id,
        String workspaceId,
        Mode mode,
        Status status,
        long amount,
        String currency,
        @Nullable String description,
        @Nullable String customerId,
        @Nullable Guest guest,
        List<LineItem> lineItems,
        List<Method> methods,
        @Nullable Method paymentMethod,
        @Nullable ProviderKind provider,
        String successUrl,
        String cancelUrl,
        String hostedUrl,
        Instant expiresAt,
        @Nullable Instant completedAt,
        @Nullable Instant canceledAt,
        @Nullable String paymentId,
        int attempts,
        boolean reviewPending,
        @Nullable String templateId,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt)
        implements Payable {

    public enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("complete")
        @SdkName("completed")
        COMPLETE,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("canceled")
        CANCELED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CheckoutSession create(
            Tenant tenant, CheckoutSessionInput input, List<Method> methods, HostedUrls urls, Instant now) {
        String id = Ids.at(now, "sess");
        return CheckoutSessionBuilder.builder()
                .id(id)
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .status(Status.OPEN)
                .amount(input.amount())
                .currency(input.currency())
                .description(input.description())
                .customerId(input.customerId())
                .guest(input.guest())
                .lineItems(input.lineItemsOrNone())
                .methods(methods)
                .successUrl(input.successUrl())
                .cancelUrl(input.cancelUrl())
                .hostedUrl(urls.checkout(id))
                .expiresAt(now.plus(input.lifetime()))
                .templateId(input.templateId())
                .metadata(input.metadata())
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    @JsonIgnore
    public boolean isOpen() {
        return status == Status.OPEN;
    }

    /** Whether it has ended, or its time is over and the expiry has yet to end it. A pending payment stops the clock. */
    @Override
    public boolean isOver(Instant now) {
        return !isOpen() || (paymentId == null && !now.isBefore(expiresAt));
    }

    @Override
    public long amountDue() {
        return amount;
    }

    /** The methods to show: while it is open, those by which it can be paid now; later all of its own. */
    List<Method> methodsToShow(List<Method> possible) {
        return isOpen() ? methods.stream().filter(possible::contains).toList() : methods;
    }

    /** The session with a pending payment. */
    @Override
    public CheckoutSession awaiting(Payment payment, Instant now) {
        return changed(now, payment).status(Status.OPEN).build();
    }

    /** The session when it is paid; other money of it may still have to be reviewed. */
    @Override
    public CheckoutSession completed(Payment payment, boolean reviewPending, Instant now) {
        return changed(now, payment)
                .status(Status.COMPLETE)
                .completedAt(now)
                .reviewPending(reviewPending)
                .build();
    }

    /** The session when the buyer or the merchant has canceled it, or its payment has failed. */
    @Override
    public CheckoutSession canceled(@Nullable Payment payment, Instant now) {
        return changed(now, payment).status(Status.CANCELED).canceledAt(now).build();
    }

    /** The session when its time is over. */
    CheckoutSession expired(Instant now) {
        return changed(now, null).status(Status.EXPIRED).build();
    }

    /** The session when money needs a review by a person, or no longer does. */
    @Override
    public CheckoutSession reviewing(boolean reviewPending, Instant now) {
        return changed(now, null).reviewPending(reviewPending).build();
    }

    @Override
    public Payment.Terms terms(Method method, ProviderKind provider, long amount) {
        return new Payment.Terms(
                tenant(), amount, currency, method, provider, customerId, id, null, null, null, description, metadata);
    }

    @Override
    public boolean isEndOf(Payable before) {
        return status != ((CheckoutSession) before).status();
    }

    @Override
    public Optional<EventType> endEvent() {
        return switch (status) {
            case OPEN -> Optional.empty();
            case COMPLETE -> Optional.of(EventType.CHECKOUT_SESSION_COMPLETED);
            case EXPIRED -> Optional.of(EventType.CHECKOUT_SESSION_EXPIRED);
            case CANCELED -> Optional.of(EventType.CHECKOUT_SESSION_CANCELED);
        };
    }

    @Override
    public SettlementStep lock() {
        return CheckoutSessionRow.lock(this);
    }

    @Override
    public SettlementStep settledUpdate() {
        return CheckoutSessionRow.settledUpdate(this);
    }

    /** A copy with a payment, unless it is null, and a later {@code updatedAt}. */
    private CheckoutSessionBuilder changed(Instant now, @Nullable Payment payment) {
        CheckoutSessionBuilder copy = CheckoutSessionBuilder.builder(this).updatedAt(UpdatedAt.after(updatedAt, now));
        return payment == null
                ? copy
                : copy.paymentId(payment.id())
                        .paymentMethod(payment.paymentMethod().type())
                        .provider(payment.provider());
    }
}
