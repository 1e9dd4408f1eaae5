package com.plugipay.checkout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.customers.CustomerSummary;
import com.plugipay.json.SdkName;
import com.plugipay.json.SdkProperties;
import com.plugipay.json.SdkStatus;
import com.plugipay.model.Mode;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.EventType;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.settlement.Payable;
import com.plugipay.settlement.PayableEnd;
import com.plugipay.settlement.SettlementStep;
import com.plugipay.text.WebAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
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
 * @param amount in the currency's minor unit; 0 for a setup
 * @param invoiceId the invoice that is paid with it
 * @param methods by which it can be paid
 * @param paymentId its only payment; null until a payment is pending or complete
 * @param savePaymentMethod whether the payment method is stored with the payment, unless the buyer declines
 * @param paymentTokenId the stored payment method of a setup that is complete
 * @param attempts how many attempts were started
 * @param late whether its money came after it had ended or its time was over
 * @param reviewPending whether a person has to review money that was received
 * @param proofUrl where the buyer says to keep a proof of the transfer; it is for the merchant to look at
 */
@RecordBuilder
public record CheckoutSession(
        String id,
        String workspaceId,
        Mode mode,
        Status status,
        Purpose purpose,
        long amount,
        String currency,
        @Nullable String description,
        @Nullable String customerId,
        @Nullable String invoiceId,
        @Nullable Guest guest,
        List<LineItem> lineItems,
        List<Method> methods,
        @Nullable Method paymentMethod,
        @SdkName("adapter") @Nullable ProviderKind provider,
        WebAddress successUrl,
        WebAddress cancelUrl,
        String hostedUrl,
        Instant expiresAt,
        @Nullable Instant completedAt,
        @Nullable Instant canceledAt,
        @Nullable String paymentId,
        boolean savePaymentMethod,
        @Nullable String paymentTokenId,
        int attempts,
        boolean reviewPending,
        boolean late,
        @Nullable String templateId,
        @Nullable WebAddress proofUrl,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable String workspaceName,
        @JsonIgnore @Nullable CustomerSummary customer)
        implements PayableSession, SdkProperties, SdkStatus {

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

    /** What the buyer is asked for. */
    public enum Purpose {
        @JsonProperty("payment")
        PAYMENT,
        /** To have a payment method stored, without a payment. */
        @JsonProperty("setup")
        SETUP;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** More about the state; null for most. */
    @JsonProperty
    public @Nullable SessionSubstatus substatus() {
        return SessionSubstatus.of(this);
    }

    @Override
    public @Nullable String sdkStatus() {
        SessionSubstatus more = substatus();
        return more == null ? null : more.text();
    }

    @Override
    public Map<String, ?> sdkProperties() {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("workspaceName", workspaceName);
        properties.put("customer", customer);
        return properties;
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
    public boolean hasEnded() {
        return !isOpen();
    }

    /** Also when it has ended: money that comes late is never lost. */
    @Override
    public boolean takesMoney() {
        return true;
    }

    /** All attempts to pay an invoice compete, whichever session they belong to. */
    @Override
    public String attemptsOf() {
        return invoiceId == null ? id : invoiceId;
    }

    @Override
    public CheckoutSession session() {
        return this;
    }

    @Override
    public CheckoutSession with(CheckoutSession changed) {
        return changed;
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

    @JsonIgnore
    public boolean isSetup() {
        return purpose == Purpose.SETUP;
    }

    /** The session of a setup when a payment method is stored: the first one is its own, though others are kept too. */
    @Override
    public CheckoutSession stored(String storedMethodId, Instant now) {
        return status == Status.COMPLETE
                ? this
                : changed(now, null)
                        .status(Status.COMPLETE)
                        .completedAt(now)
                        .paymentTokenId(storedMethodId)
                        .build();
    }

    /** The session when it is paid; other money of it may still have to be reviewed. */
    @Override
    public CheckoutSession completed(Payment payment, boolean reviewPending, Instant now) {
        return changed(now, payment)
                .status(Status.COMPLETE)
                .completedAt(now)
                .late(payment.late())
                .reviewPending(reviewPending)
                .build();
    }

    /** The session when the buyer or the merchant has canceled it, or its payment has failed. */
    @Override
    public CheckoutSession canceled(@Nullable Payment payment, Instant now) {
        return changed(now, payment).status(Status.CANCELED).canceledAt(now).build();
    }

    /** The session when the buyer has named a proof of the transfer; the same for null, and for the one that it has. */
    CheckoutSession proved(@Nullable WebAddress proof, Instant now) {
        return proof == null || proof.equals(proofUrl)
                ? this
                : changed(now, null).proofUrl(proof).build();
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
                tenant(),
                amount,
                currency,
                method,
                provider,
                customerId,
                id,
                invoiceId,
                null,
                null,
                description,
                metadata);
    }

    @Override
    public Optional<PayableEnd> endSince(Payable before) {
        return status == ((CheckoutSession) before).status()
                ? Optional.empty()
                : endEvent().map(event -> PayableEnd.of(this, event));
    }

    private Optional<EventType> endEvent() {
        return switch (status) {
            case OPEN -> Optional.empty();
            case COMPLETE -> Optional.of(EventType.CHECKOUT_SESSION_COMPLETED);
            case EXPIRED -> Optional.of(EventType.CHECKOUT_SESSION_EXPIRED);
            case CANCELED -> Optional.of(EventType.CHECKOUT_SESSION_CANCELED);
        };
    }

    @Override
    public List<SettlementStep> locks() {
        return List.of(CheckoutSessionRow.lock(this));
    }

    @Override
    public List<SettlementStep> updatesSince(Payable before) {
        return equals(before) ? List.of() : List.of(CheckoutSessionRow.settledUpdate(this));
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
