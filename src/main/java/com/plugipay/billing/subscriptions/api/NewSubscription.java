package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.plans.Price;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.BillingState;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.SubscriptionBuilder;
import com.plugipay.billing.subscriptions.SubscriptionPeriods;
import com.plugipay.billing.subscriptions.SubscriptionStep;
import com.plugipay.billing.subscriptions.SubscriptionTerms;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import com.plugipay.money.Currencies;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes subscriptions of their inputs. Everything here is pure. */
public final class NewSubscription {
    private NewSubscription() {}

    /**
     * The first step of a new subscription.
     *
     * @param now the time of the customer
     * @param testClockId the test clock that the customer lives on; null for none
     */
    public static SubscriptionStep of(
            Tenant tenant, SubscriptionInput input, Plan plan, ZoneId zone, @Nullable String testClockId, Instant now) {
        SubscriptionTerms terms = SubscriptionTerms.fresh(plan, price(input, plan));
        int quantity = Objects.requireNonNullElse(input.quantity(), 1);
        requireBillable(terms, quantity);
        Instant begin = Objects.requireNonNullElse(input.startAt(), now).truncatedTo(ChronoUnit.MILLIS);
        boolean isScheduled = begin.isAfter(now);
        if (isScheduled) {
            MomentLimits.requireSoon("startAt", begin, now);
        } else {
            begin = now;
        }
        int trialDays = Objects.requireNonNullElse(input.trialDays(), plan.trialDays());
        Instant trialEnd =
                trialDays == 0 ? null : begin.atZone(zone).plusDays(trialDays).toInstant();
        Subscription subscription = SubscriptionBuilder.builder()
                .id(Ids.at(now, "sub"))
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .customerId(input.customerId())
                .planId(plan.id())
                .priceId(terms.price().id())
                .quantity(quantity)
                .status(Subscription.Status.TRIALING)
                .startAt(isScheduled ? begin : null)
                .currentPeriodStart(now)
                .currentPeriodEnd(begin)
                .trialEnd(trialEnd)
                .defaultPaymentTokenId(input.paymentTokenId())
                .discountCouponId(input.couponId())
                .collectionMethod(input.collectionMethodOrStandard())
                .daysUntilDue(input.daysUntilDueOrStandard())
                .taxRate(Objects.requireNonNullElse(input.taxRate(), 0))
                .billingAnchor(begin)
                .timeZone(zone.getId())
                .metadata(input.metadata())
                .createdAt(now)
                .updatedAt(now)
                .billing(new BillingState(
                        null,
                        false,
                        0,
                        Objects.requireNonNullElse(input.initialDiscount(), 0L),
                        List.of(),
                        begin,
                        terms.usageAggregate(),
                        0,
                        testClockId))
                .build();
        return SubscriptionPeriods.begin(
                new BillingFacts(subscription, Map.of(terms.price().id(), terms), 0, now));
    }

    private static Price price(SubscriptionInput input, Plan plan) {
        if (!plan.active()) {
            throw ErrorCode.CONFLICT.forField("planId", "The plan is not on sale.");
        }
        Price price = plan.prices().stream()
                .filter(each ->
                        input.priceId() == null ? each.active() : each.id().equals(input.priceId()))
                .findFirst()
                .orElseThrow(() -> input.priceId() == null
                        ? ErrorCode.CONFLICT.forField("planId", "The plan has no price on sale.")
                        : ErrorCode.VALIDATION_ERROR.forField("priceId", "The plan has no such price."));
        requireOnSale(price);
        return price;
    }

    private static void requireOnSale(Price price) {
        if (!price.active()) {
            throw ErrorCode.CONFLICT.forField("priceId", "The price is not on sale.");
        }
    }

    /** The terms of another price, whose plan was found; fails, naming the price, if they cannot follow the present ones. */
    static SubscriptionTerms successor(SubscriptionTerms present, Optional<Plan> found, String priceId) {
        Plan plan = found.orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField("priceId", "There is no such price."));
        SubscriptionTerms terms = SubscriptionTerms.fresh(plan, plan.price(priceId));
        if (!plan.active()) {
            throw ErrorCode.CONFLICT.forField("priceId", "The plan of the price is not on sale.");
        }
        requireOnSale(terms.price());
        if (!terms.price().currency().equals(present.price().currency())) {
            throw ErrorCode.VALIDATION_ERROR.forField("priceId", "The price must have the same currency.");
        }
        if (terms.price().taxMode() != present.price().taxMode()) {
            throw ErrorCode.VALIDATION_ERROR.forField("priceId", "The price must have the same taxMode.");
        }
        return terms;
    }

    /** The terms of another price that the subscription could be changed to; empty if it could not. */
    public static Optional<SubscriptionTerms> offer(BillingFacts facts, Plan plan, String priceId) {
        if (priceId.equals(facts.subscription().priceId())) {
            return Optional.empty();
        }
        try {
            SubscriptionTerms terms = successor(facts.present(), Optional.of(plan), priceId);
            requireBillable(terms, terms.isMetered() ? 1 : facts.subscription().quantity());
            return Optional.of(terms);
        } catch (ApiException unfit) {
            return Optional.empty();
        }
    }

    /** Fails, naming the quantity, if a period would cost more than can be paid, or if usage is the quantity. */
    static void requireBillable(SubscriptionTerms terms, int quantity) {
        if (terms.isMetered() && quantity != 1) {
            throw ErrorCode.VALIDATION_ERROR.forField("quantity", "The price is billed by usage and has no quantity.");
        }
        if (!isPayable(terms, quantity)) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "quantity", "A period would cost more than " + Currencies.LARGEST_AMOUNT + '.');
        }
    }

    private static boolean isPayable(SubscriptionTerms terms, int quantity) {
        try {
            return terms.amount(quantity) <= Currencies.LARGEST_AMOUNT;
        } catch (RuntimeException tooLarge) {
            if (ErrorCode.CONFLICT.is(tooLarge)) {
                return false;
            }
            throw tooLarge;
        }
    }
}
