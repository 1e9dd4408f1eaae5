package com.plugipay.attempts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One charge at one provider, which pays a session, an invoice or a direct payment, or which stores a payment method. At most
 * one attempt of a session or of an invoice is under way.
 *
 * <p>All changes are pure and return a copy.
 *
 * @param paymentId the payment that it pays: from the beginning for a direct payment, else once money is on its way
 * @param amount the amount that is asked for, in the currency's minor unit; 0 when only a payment method is stored
 * @param savedFor the customer for whom the payment method is stored; null when it is not
 * @param buyerPresent whether the buyer can confirm a charge of a stored payment method
 * @param paymentTokenId the stored payment method that is charged, or that has been stored by it
 * @param providerReference the provider's main id, once it is known
 * @param nextAction what the buyer has to do; null until the provider has said it
 * @param review why it is in review, with the money that came in
 * @param lookUps how often the provider was polled since the attempt last changed
 * @param nextLookUpAt when the provider is polled next; null when it is not
 */
@RecordBuilder
public record Attempt(
        String id,
        String workspaceId,
        Mode mode,
        @Nullable String checkoutSessionId,
        @Nullable String invoiceId,
        @Nullable String paymentId,
        ProviderKind provider,
        Method method,
        long amount,
        String currency,
        @Nullable String savedFor,
        boolean buyerPresent,
        @Nullable String paymentTokenId,
        Status status,
        @Nullable String providerReference,
        Map<String, Object> providerData,
        @Nullable NextAction nextAction,
        @Nullable String failureCode,
        @Nullable String failureMessage,
        @Nullable Review review,
        int lookUps,
        @Nullable Instant nextLookUpAt,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    /** Its state. */
    public enum Status {
        /** The provider is being asked for the charge, or its response was lost. */
        @JsonProperty("starting")
        STARTING,
        /** The provider has accepted it: the buyer can go on. */
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED,
        /** The buyer chose another method, or the session has ended. The charge may not be canceled at its provider yet. */
        @JsonProperty("canceled")
        CANCELED,
        /** Money came in that no payment takes, or the outcome stays unknown: the merchant has to decide. */
        @JsonProperty("review")
        REVIEW;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why an attempt is in review. */
    public enum Reason {
        /** Another amount or currency came in than was asked for. */
        @JsonProperty("amount_mismatch")
        AMOUNT_MISMATCH,
        /** Its session or payment has been paid already, or has ended with a failed payment. */
        @JsonProperty("no_open_payment")
        NO_OPEN_PAYMENT,
        /** The provider was polled for three days, and its outcome is still unknown. */
        @JsonProperty("outcome_unknown")
        OUTCOME_UNKNOWN,
        /** A callback was settled without a status query, and a later status query contradicts it. */
        @JsonProperty("not_confirmed")
        NOT_CONFIRMED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why an attempt is in review; the money in minor units, null when none is known to have come. */
    public record Review(
            Reason reason,
            @Nullable Long receivedAmount,
            @Nullable String receivedCurrency) {}

    /** The id of the session or the invoice that it pays; null for a direct payment. */
    @JsonIgnore
    public @Nullable String payableId() {
        return checkoutSessionId == null ? invoiceId : checkoutSessionId;
    }

    /** Whether it only stores a payment method, and no money moves. */
    @JsonIgnore
    public boolean isSetup() {
        return amount == 0;
    }

    /** Whether its provider has yet to report the payment method that it stores. */
    @JsonIgnore
    public boolean awaitsStoredMethod() {
        return savedFor != null && paymentTokenId == null;
    }

    /** Whether it charges a stored payment method. */
    @JsonIgnore
    public boolean isByStoredMethod() {
        return savedFor == null && paymentTokenId != null;
    }

    @JsonIgnore
    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** Whether it may still be paid. */
    @JsonIgnore
    public boolean isUnderWay() {
        return status == Status.STARTING || status == Status.ACTIVE;
    }

    /** Whether its provider has not reported its outcome for three days, and is not asked any more. */
    @JsonIgnore
    public boolean isGivenUp() {
        return (isUnderWay() || status == Status.CANCELED)
                && nextLookUpAt == null
                && !provider.isConfirmedByHand()
                && PollSchedule.next(status, lookUps, updatedAt) == null;
    }

    /** Whether its money has come in, as a payment or in review. */
    @JsonIgnore
    public boolean hasMoney() {
        return status == Status.SUCCEEDED || (review != null && review.receivedAmount() != null);
    }

    /** Whether all of these data are known already. */
    public boolean hasProviderData(Map<String, Object> data) {
        return providerData.entrySet().containsAll(data.entrySet());
    }

    /** What identifies the charge at its provider. */
    @JsonIgnore
    public ChargeReference charge() {
        return new ChargeReference(id, method, amount, currency, providerReference, providerData);
    }

    /** The provider has accepted it and says what the buyer has to do. */
    public Attempt accepted(
            @Nullable String reference, @Nullable NextAction action, Map<String, Object> data, Instant now) {
        return changed(Status.ACTIVE, reference, data, now).nextAction(action).build();
    }

    /** The buyer has paid and the provider holds the money, or it is on its way by transfer. */
    public Attempt awaiting(String paymentId, @Nullable String reference, Map<String, Object> data, Instant now) {
        return changed(Status.ACTIVE, reference, data, now).paymentId(paymentId).build();
    }

    /** The provider has reported more; {@code lastTry} is how the buyer's newest try ended, or null when that is known. */
    public Attempt learned(
            @Nullable String reference, Map<String, Object> data, Outcome.@Nullable Declined lastTry, Instant now) {
        return changed(status, reference, data, now)
                .failureCode(lastTry == null ? failureCode : lastTry.code())
                .failureMessage(lastTry == null ? failureMessage : lastTry.message())
                .review(review)
                .nextLookUpAt(nextLookUpAt)
                .build();
    }

    /** The provider's response is unknown: it is polled soon. */
    public Attempt uncertain(Instant now) {
        return polledAt(PollSchedule.first(status, provider, now), now);
    }

    /** Its provider is polled no more. */
    public Attempt concluded(Instant now) {
        return polledAt(null, now);
    }

    /** Its money is here, as the payment of this id. */
    public Attempt succeeded(String paymentId, @Nullable String reference, Map<String, Object> data, Instant now) {
        AttemptBuilder succeeded =
                changed(Status.SUCCEEDED, reference, data, now).paymentId(paymentId);
        return awaitsStoredMethod()
                ? succeeded.nextLookUpAt(PollSchedule.firstForStoredMethod(now)).build()
                : succeeded.build();
    }

    /** Its payment method is stored under this id. */
    public Attempt stored(String storedMethodId, Instant now) {
        return AttemptBuilder.builder(this)
                .paymentTokenId(storedMethodId)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    /** It has stored a payment method under this id, without a payment. */
    public Attempt setUp(String storedMethodId, @Nullable String reference, Map<String, Object> data, Instant now) {
        return changed(Status.SUCCEEDED, reference, data, now)
                .paymentTokenId(storedMethodId)
                .nextLookUpAt(null)
                .build();
    }

    /** The charge has failed. */
    public Attempt failed(String code, String message, Instant now) {
        return changed(Status.FAILED, null, Map.of(), now)
                .failureCode(code)
                .failureMessage(message)
                .build();
    }

    /** It is canceled; the next poll cancels it at its provider, unless that has been done. */
    public Attempt canceled(String code, String message, boolean isCanceledAtProvider, Instant now) {
        return changed(Status.CANCELED, null, Map.of(), now)
                // An earlier failure is kept: the page shows the buyer why to choose another method.
                .failureCode(Objects.requireNonNullElse(failureCode, code))
                .failureMessage(Objects.requireNonNullElse(failureMessage, message))
                .nextLookUpAt(isCanceledAtProvider || provider.isConfirmedByHand() ? null : now)
                .build();
    }

    /** It is put in review. */
    public Attempt reviewed(Review review, @Nullable String reference, Map<String, Object> data, Instant now) {
        return changed(Status.REVIEW, reference, data, now)
                .review(review)
                .nextLookUpAt(null)
                .build();
    }

    /** A new attempt in review, for money that came a second time for the same charge. */
    public Attempt again(String reference, Review review, Map<String, Object> data, Instant now) {
        return new NewAttempt(tenant(), checkoutSessionId, invoiceId, paymentId, provider, method, amount, currency)
                .at(now)
                .reviewed(review, reference, data, now);
    }

    /** A copy that is polled at another time. */
    private Attempt polledAt(@Nullable Instant at, Instant now) {
        return AttemptBuilder.builder(this)
                .nextLookUpAt(at)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    /** A copy without failure and review, whose polls begin anew; known references and data are kept. */
    private AttemptBuilder changed(
            Status status, @Nullable String reference, Map<String, Object> learned, Instant now) {
        Map<String, Object> data = new HashMap<>(providerData);
        data.putAll(learned);
        return AttemptBuilder.builder(this)
                .status(status)
                .providerReference(reference == null ? providerReference : reference)
                .providerData(data)
                .failureCode(null)
                .failureMessage(null)
                .review(null)
                .lookUps(0)
                .nextLookUpAt(PollSchedule.first(status, provider, now))
                .updatedAt(UpdatedAt.after(updatedAt, now));
    }
}
