package com.plugipay.attempts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One charge at one provider: a buyer's try to pay a session, or a direct payment. At most one of a session is under way.
 *
 * <p>All changes are pure: they give the attempt as it would be.
 *
 * @param paymentId the payment that it makes: from the beginning for a direct payment, else once money is on its way
 * @param amount what is asked for, in the currency's minor unit
 * @param providerReference the provider's main id, once it is known
 * @param nextAction null until the provider has said what the buyer has to do
 * @param review why a person has to look at it, with the money that came in
 * @param lookUps how often the provider was asked since the attempt last changed
 * @param nextLookUpAt when the provider is asked next; null when there is nothing to ask
 */
@RecordBuilder
public record Attempt(
        String id,
        String workspaceId,
        Mode mode,
        @Nullable String checkoutSessionId,
        @Nullable String paymentId,
        ProviderKind provider,
        Method method,
        long amount,
        String currency,
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

    /** A process that died while it asked is noticed after this: longer than any answer can take. */
    private static final Duration ANSWER_AWAITED = Duration.ofSeconds(90);

    /** What became of it. */
    public enum Status {
        /** The provider is being asked, or its answer is not known. */
        @JsonProperty("starting")
        STARTING,
        /** The provider has accepted it: the buyer can go on. */
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("failed")
        FAILED,
        /** Given up, by the buyer or because the session has ended. Its provider may not know that yet. */
        @JsonProperty("canceled")
        CANCELED,
        /** Money came in that has no place, or nobody can tell what became of it: a person has to look. */
        @JsonProperty("review")
        REVIEW;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a person has to look. */
    public enum Reason {
        /** Another amount or currency came in than was asked for. */
        @JsonProperty("amount_mismatch")
        AMOUNT_MISMATCH,
        /** What it was for has been paid already, or has ended with a failed payment. */
        @JsonProperty("no_open_payment")
        NO_OPEN_PAYMENT,
        /** The provider was asked for three days and has not told. */
        @JsonProperty("outcome_unknown")
        OUTCOME_UNKNOWN,
        /** A callback told of a payment and was believed, and the provider says otherwise when it is asked. */
        @JsonProperty("not_confirmed")
        NOT_CONFIRMED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something for a person to look at; the money in minor units, null when none is known to have come. */
    public record Review(
            Reason reason,
            @Nullable Long receivedAmount,
            @Nullable String receivedCurrency) {}

    /** A new one, whose provider has not been asked yet. */
    public static Attempt start(
            Tenant tenant,
            @Nullable String checkoutSessionId,
            @Nullable String paymentId,
            ProviderKind provider,
            Method method,
            long amount,
            String currency,
            Instant now) {
        return AttemptBuilder.builder()
                .id(Ids.at(now, "att"))
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .checkoutSessionId(checkoutSessionId)
                .paymentId(paymentId)
                .provider(provider)
                .method(method)
                .amount(amount)
                .currency(currency)
                .status(Status.STARTING)
                .providerData(Map.of())
                .nextLookUpAt(now.plus(ANSWER_AWAITED))
                .createdAt(now)
                .updatedAt(now)
                .build();
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

    /** Whether money of it has come in, be it as a payment or as a matter for a person. */
    @JsonIgnore
    public boolean hasMoney() {
        return status == Status.SUCCEEDED || (review != null && review.receivedAmount() != null);
    }

    /** Whether all of that was learned before. */
    public boolean knows(Map<String, Object> data) {
        return providerData.entrySet().containsAll(data.entrySet());
    }

    /** The charge as its provider knows it. */
    @JsonIgnore
    public ChargeReference charge() {
        return new ChargeReference(id, method, amount, currency, providerReference, providerData);
    }

    /** The provider has accepted it. */
    public Attempt accepted(
            @Nullable String reference, @Nullable NextAction action, Map<String, Object> data, Instant now) {
        return changed(Status.ACTIVE, reference, data, now).nextAction(action).build();
    }

    /** The buyer has paid and the provider holds the money, or it is on its way by transfer. */
    public Attempt awaiting(String paymentId, @Nullable String reference, Map<String, Object> data, Instant now) {
        return changed(Status.ACTIVE, reference, data, now).paymentId(paymentId).build();
    }

    /** Something more was learned of it; {@code lastTry} is how the buyer's newest try ended where that is news. */
    public Attempt learned(
            @Nullable String reference, Map<String, Object> data, Outcome.@Nullable Declined lastTry, Instant now) {
        return changed(status, reference, data, now)
                .failureCode(lastTry == null ? failureCode : lastTry.code())
                .failureMessage(lastTry == null ? failureMessage : lastTry.message())
                .review(review)
                .nextLookUpAt(nextLookUpAt)
                .build();
    }

    /** The provider's answer is not known: it is asked soon. */
    public Attempt uncertain(Instant now) {
        return polledAt(PollSchedule.first(status, provider, now), now);
    }

    /** Its provider has nothing more to tell. */
    public Attempt concluded(Instant now) {
        return polledAt(null, now);
    }

    /** Its money is here, as that payment. */
    public Attempt succeeded(String paymentId, @Nullable String reference, Map<String, Object> data, Instant now) {
        return changed(Status.SUCCEEDED, reference, data, now)
                .paymentId(paymentId)
                .build();
    }

    /** It came to nothing. */
    public Attempt failed(String code, String message, Instant now) {
        return changed(Status.FAILED, null, Map.of(), now)
                .failureCode(code)
                .failureMessage(message)
                .build();
    }

    /** It is given up here; its provider is told when it has not been yet. */
    public Attempt canceled(String code, String message, boolean providerKnows, Instant now) {
        return changed(Status.CANCELED, null, Map.of(), now)
                // Why the buyer leaves is worth more than that: the page keeps saying it.
                .failureCode(Objects.requireNonNullElse(failureCode, code))
                .failureMessage(Objects.requireNonNullElse(failureMessage, message))
                .nextLookUpAt(providerKnows || provider.isConfirmedByHand() ? null : now)
                .build();
    }

    /** A person has to look at it. */
    public Attempt reviewed(Review review, @Nullable String reference, Map<String, Object> data, Instant now) {
        return changed(Status.REVIEW, reference, data, now)
                .review(review)
                .nextLookUpAt(null)
                .build();
    }

    /** Money that came a second time for the same charge: a matter of its own, for a person. */
    public Attempt again(String reference, Review review, Map<String, Object> data, Instant now) {
        return start(tenant(), checkoutSessionId, paymentId, provider, method, amount, currency, now)
                .reviewed(review, reference, data, now);
    }

    /** The same, with another moment at which its provider is asked. */
    private Attempt polledAt(@Nullable Instant at, Instant now) {
        return AttemptBuilder.builder(this)
                .nextLookUpAt(at)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    /** A copy without failure and review, that is polled from the beginning; what was learned of the charge is kept. */
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
