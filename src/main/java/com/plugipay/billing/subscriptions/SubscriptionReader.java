package com.plugipay.billing.subscriptions;

import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.plans.Price;
import com.plugipay.billing.plans.UsageAggregate;
import com.plugipay.billing.subscriptions.SubscriptionStore.Found;
import com.plugipay.billing.usage.UsageSpan;
import com.plugipay.billing.usage.UsageStore;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads everything on which it is decided what becomes of subscriptions, in the time of their customers. The usage is read after the subscription: a record
 * that is made in between changes the subscription's count, so that nothing is written that was decided without it.
 */
public final class SubscriptionReader {
    private final SubscriptionStore subscriptions;
    private final PlanStore plans;
    private final UsageStore usage;

    public SubscriptionReader(SubscriptionStore subscriptions, PlanStore plans, UsageStore usage) {
        this.subscriptions = subscriptions;
        this.plans = plans;
        this.usage = usage;
    }

    /** The facts of one subscription; fails with {@code not_found} if there is none. */
    public Future<BillingFacts> find(Tenant tenant, String id, Instant now) {
        return findAll(tenant, List.of(id), now)
                .map(found -> found.stream().findFirst().orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** The same with all usage of the period, also that of this very moment: what will be billed if no more is used. */
    public Future<BillingFacts> findWithAllUsage(Tenant tenant, String id, Instant now) {
        return subscriptions
                .findAll(tenant, List.of(id))
                .compose(found -> facts(tenant, found, now, true))
                .map(found -> found.stream().findFirst().orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** The facts of those subscriptions that there are. */
    public Future<List<BillingFacts>> findAll(Tenant tenant, Collection<String> ids, Instant now) {
        return subscriptions.findAll(tenant, ids).compose(found -> facts(tenant, found, now, false));
    }

    private Future<List<BillingFacts>> facts(Tenant tenant, List<Found> found, Instant now, boolean allUsage) {
        Set<String> priceIds = new HashSet<>();
        found.forEach(each -> prices(each.subscription()).forEach(priceIds::add));
        List<UsageSpan> spans = found.stream()
                .flatMap(each -> span(each.subscription(), each.time(now), allUsage).stream())
                .toList();
        if (found.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return plans.findAllByPrice(tenant, priceIds).compose(plansFound -> {
            Map<String, SubscriptionTerms> terms = byPrice(plansFound);
            return usage.totals(tenant, spans)
                    .map(totals -> found.stream()
                            .map(each -> new BillingFacts(
                                    each.subscription(),
                                    terms(each.subscription(), terms),
                                    totals.getOrDefault(each.subscription().id(), 0L),
                                    each.time(now)))
                            .toList());
        });
    }

    private static Stream<String> prices(Subscription subscription) {
        return Stream.of(
                subscription.priceId(), Objects.requireNonNullElse(subscription.nextPriceId(), subscription.priceId()));
    }

    private static Optional<UsageSpan> span(Subscription subscription, Instant now, boolean allUsage) {
        UsageAggregate aggregate = subscription.billing().usageAggregate();
        Instant start = subscription.billing().usageStart();
        Instant periodEnd = subscription.currentPeriodEnd();
        boolean isPaused = subscription.status() == Subscription.Status.PAUSED;
        Instant end = isPaused || (now.isBefore(periodEnd) && !allUsage) ? now : periodEnd;
        return aggregate == null || !start.isBefore(end)
                ? Optional.empty()
                : Optional.of(new UsageSpan(subscription.id(), aggregate, start, end));
    }

    private static Map<String, SubscriptionTerms> byPrice(List<Plan> plans) {
        Map<String, SubscriptionTerms> terms = new HashMap<>();
        for (Plan plan : plans) {
            for (Price price : plan.prices()) {
                terms.put(price.id(), SubscriptionTerms.fresh(plan, price));
            }
        }
        return terms;
    }

    private static Map<String, SubscriptionTerms> terms(Subscription subscription, Map<String, SubscriptionTerms> all) {
        Map<String, SubscriptionTerms> terms = new HashMap<>();
        prices(subscription).forEach(id -> terms.put(id, Objects.requireNonNull(all.get(id), id)));
        terms.computeIfPresent(
                subscription.priceId(),
                (id, present) -> present.counting(subscription.billing().usageAggregate()));
        return terms;
    }
}
