package com.plugipay.billing.subscriptions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.billing.calendar.BillingPeriod;
import com.plugipay.json.SchemaText;
import com.plugipay.json.SdkName;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.UpdatedAt;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer's commitment to a plan, which is billed period after period. All changes are pure: they return the subscription
 * as it would be, and the caller decides whether they are allowed.
 *
 * @param quantity how many units of the price are billed; 1 if it is billed by usage
 * @param startAt when its trial or first period begins, until it has; null afterwards
 * @param trialEnd when its trial ends or has ended; null without a trial
 * @param cancelAt when it ends by itself; null if it does not
 * @param resumeAt when a paused one resumes by itself; null if it does not
 * @param nextPriceId the price from the next period on; null if it stays
 * @param nextQuantity the quantity from the next period on; null if it stays
 * @param daysUntilDue how long its invoices may be paid if they are sent
 * @param taxRate in basis points: 1,100 is 11 %
 * @param billingAnchor the moment from which all periods are computed
 * @param timeZone the zone whose days and months these are
 * @param billing what is only needed to bill it, and not shown
 */
@RecordBuilder
public record Subscription(
        String id,
        String workspaceId,
        Mode mode,
        String customerId,
        String planId,
        String priceId,
        int quantity,
        Status status,
        @Nullable Instant startAt,
        Instant currentPeriodStart,
        Instant currentPeriodEnd,
        @Nullable Instant trialEnd,
        boolean cancelAtPeriodEnd,
        @Nullable Instant cancelAt,
        @Nullable Instant canceledAt,
        @Nullable CancelReason canceledReason,
        @Nullable Instant pausedAt,
        @Nullable Instant resumeAt,
        @Nullable String nextPriceId,
        @Nullable Integer nextQuantity,
        @Nullable String defaultPaymentTokenId,
        @Nullable String discountCouponId,
        CollectionMethod collectionMethod,
        int daysUntilDue,
        int taxRate,
        Instant billingAnchor,
        String timeZone,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore BillingState billing)
        implements Resource {

    /** How long before the end of a trial this is announced. */
    static final Duration TRIAL_NOTICE = Duration.ofDays(3);

    @SchemaText("""
            {"type": "string", "enum": ["trialing", "active", "past_due", "paused", "canceled"]}""")
    public enum Status {
        /** Not billed yet: its trial runs, or it has not started. */
        @JsonProperty("trialing")
        TRIALING,
        @JsonProperty("active")
        ACTIVE,
        /** Its first invoice has not been paid. */
        @JsonProperty("past_due")
        @SdkName("incomplete")
        INCOMPLETE,
        /** A later invoice could not be collected. */
        @JsonProperty("past_due")
        PAST_DUE,
        @JsonProperty("paused")
        PAUSED,
        @JsonProperty("canceled")
        CANCELED;

        /** The name in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a state does not tell. */
    public enum Substatus {
        /** Past due because its first invoice has not been paid. */
        @JsonProperty("incomplete")
        INCOMPLETE,
        /** Trialing because it has not started. */
        @JsonProperty("scheduled")
        SCHEDULED
    }

    /** More about the state; null for most. */
    @JsonProperty
    public @Nullable Substatus substatus() {
        return switch (status) {
            case INCOMPLETE -> Substatus.INCOMPLETE;
            case TRIALING -> startAt == null ? null : Substatus.SCHEDULED;
            case ACTIVE, PAST_DUE, PAUSED, CANCELED -> null;
        };
    }

    /** The current period. */
    public BillingPeriod period() {
        return new BillingPeriod(currentPeriodStart, currentPeriodEnd);
    }

    /** When something is to be done about it; null when nothing is. */
    public @Nullable Instant dueAt() {
        return switch (status) {
            case CANCELED -> null;
            case PAUSED -> earlier(resumeAt, cancelAt);
            case TRIALING -> earlier(trialNoticeAt(), startAt == null ? currentPeriodEnd : startAt);
            case ACTIVE, INCOMPLETE, PAST_DUE -> currentPeriodEnd;
        };
    }

    /** Whether something is to be done by that time. */
    boolean isDue(Instant now) {
        Instant due = dueAt();
        return due != null && !due.isAfter(now);
    }

    /** When the end of its trial is announced; null if it has no trial, or was announced. */
    public @Nullable Instant trialNoticeAt() {
        return startAt != null || trialEnd == null || billing.trialNoticed() || cancelAtPeriodEnd
                ? null
                : trialEnd.minus(TRIAL_NOTICE);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** Its invoice has been paid: a subscription that waited for that becomes active. */
    public Subscription invoicePaid(Instant now) {
        return switch (status) {
            case INCOMPLETE, PAST_DUE -> changed(now).status(Status.ACTIVE).build();
            case PAUSED -> changed(now).billing(billing.pausedFrom(paidFrom())).build();
            case TRIALING, ACTIVE, CANCELED -> this;
        };
    }

    /** A later version of it without another change, which guards the next one. */
    Subscription touched(Instant now) {
        return changed(now).build();
    }

    private Status paidFrom() {
        Status from = Objects.requireNonNull(billing.pausedFrom());
        return from == Status.TRIALING ? from : Status.ACTIVE;
    }

    /** Its invoice could not be collected: an active subscription becomes past due, a paused one when it is resumed. */
    public Subscription paymentFailed(Instant now) {
        return switch (status) {
            case ACTIVE -> changed(now).status(Status.PAST_DUE).build();
            case PAUSED ->
                billing.pausedFrom() == Status.ACTIVE
                        ? changed(now)
                                .billing(billing.pausedFrom(Status.PAST_DUE))
                                .build()
                        : this;
            case INCOMPLETE, TRIALING, PAST_DUE, CANCELED -> this;
        };
    }

    /** The subscription when it ends; what was not billed yet is no longer to be. */
    public Subscription canceled(CancelReason reason, Instant at, Instant now) {
        return changed(now)
                .status(Status.CANCELED)
                .startAt(null)
                .cancelAt(at)
                .canceledAt(at)
                .canceledReason(reason)
                .resumeAt(null)
                .nextPriceId(null)
                .nextQuantity(null)
                .billing(billing.over())
                .build();
    }

    /** The subscription when it is to end with the current period. */
    public Subscription endingWithPeriod(CancelReason reason, Instant now) {
        return changed(now)
                .cancelAtPeriodEnd(true)
                .cancelAt(startAt == null ? currentPeriodEnd : startAt)
                .canceledReason(reason)
                .build();
    }

    /** The subscription when it no longer is to end. */
    public Subscription continuing(Instant now) {
        return changed(now)
                .cancelAtPeriodEnd(false)
                .cancelAt(null)
                .canceledReason(null)
                .build();
    }

    /** The subscription when it is not billed until it is resumed. */
    public Subscription paused(@Nullable Instant resumeAt, Instant now) {
        return changed(now)
                .status(Status.PAUSED)
                .pausedAt(now)
                .resumeAt(resumeAt)
                .billing(billing.pausedFrom(status))
                .build();
    }

    /** Whether it has started and is neither paused nor over. */
    @JsonIgnore
    public boolean isRunning() {
        return startAt == null
                && switch (status) {
                    case TRIALING, ACTIVE, INCOMPLETE, PAST_DUE -> true;
                    case PAUSED, CANCELED -> false;
                };
    }

    /** Whether usage can be recorded. */
    public boolean takesUsage() {
        return billing.usageAggregate() != null && isRunning();
    }

    /** A later version of it. */
    public SubscriptionBuilder changed(Instant now) {
        return SubscriptionBuilder.builder(this).updatedAt(UpdatedAt.after(updatedAt, now));
    }
}
