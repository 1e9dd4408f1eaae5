package com.plugipay.billing.plans;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.billing.calendar.BillingInterval;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recurring offer, which bills nobody by itself.
 *
 * @param intervalCount the number of intervals in a period
 * @param prices the oldest first
 * @param usageAggregate how usage is counted; not null if a price is for usage
 * @param meteredUnit the name of a used unit, such as {@code request}
 * @param active whether there may be new subscriptions
 * @param archivedAt null if it is not archived
 */
@RecordBuilder
public record Plan(
        String id,
        String workspaceId,
        Mode mode,
        String name,
        @Nullable String description,
        BillingInterval interval,
        int intervalCount,
        int trialDays,
        List<Price> prices,
        @Nullable UsageAggregate usageAggregate,
        @Nullable String meteredUnit,
        PortalFeatures portalFeatures,
        @Nullable String dunningPolicyId,
        boolean active,
        @Nullable Instant archivedAt,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    static final int MOST_PRICES = 50;
    static final int MOST_TRIAL_DAYS = 730;

    public Plan {
        prices = List.copyOf(prices);
    }

    static Plan create(Tenant tenant, PlanInput input, Instant now) {
        String id = Ids.at(now, "plan");
        return new Plan(
                id,
                tenant.workspaceId(),
                tenant.mode(),
                input.name(),
                input.description(),
                input.interval(),
                input.intervalCountOrOne(),
                input.trialDays() == null ? 0 : input.trialDays(),
                input.allPrices().stream()
                        .map(price -> Price.create(tenant, id, price, now))
                        .toList(),
                aggregate(input.usageAggregate(), input.allPrices().stream().map(PriceInput::modelOrFlat)),
                input.meteredUnit(),
                PortalFeatures.STANDARD.changed(input.portalFeatures()),
                input.dunningPolicyId(),
                input.active() == null || input.active(),
                null,
                input.metadata(),
                now,
                now);
    }

    /** The amount of the first active price, in minor units; null if there is none, or if that has tiers. */
    @JsonProperty
    public @Nullable Long amount() {
        return firstActive().map(Price::unitAmount).orElse(null);
    }

    /** The currency of the first active price; null if there is none. */
    @JsonProperty
    public @Nullable String currency() {
        return firstActive().map(Price::currency).orElse(null);
    }

    private Optional<Price> firstActive() {
        return prices.stream().filter(Price::active).findFirst();
    }

    /** The input that changes nothing. */
    PlanChange unchanged() {
        return new PlanChange(name, description, trialDays, portalFeatures.input(), dunningPolicyId, active, metadata);
    }

    Plan changed(PlanChange change, Instant now) {
        return next(now)
                .name(change.name())
                .description(change.description())
                .trialDays(change.trialDays())
                .portalFeatures(portalFeatures.changed(change.portalFeatures()))
                .dunningPolicyId(change.dunningPolicyId())
                .active(change.active())
                .archivedAt(change.active() ? null : archivedAt)
                .metadata(change.metadata())
                .build();
    }

    /** Ends new subscriptions; those that exist continue. */
    Plan archived(Instant now) {
        return next(now).active(false).archivedAt(now).build();
    }

    /** Adds a price; fails when there are too many. */
    Plan with(Price added, Instant now) {
        if (prices.size() >= MOST_PRICES) {
            throw ErrorCode.CONFLICT.withMessage("A plan has at most " + MOST_PRICES + " prices.");
        }
        return next(now)
                .prices(Stream.concat(prices.stream(), Stream.of(added)).toList())
                .usageAggregate(aggregate(usageAggregate, Stream.of(added.model())))
                .build();
    }

    /** Replaces the price with the same id. */
    Plan replacing(Price changed, Instant now) {
        return next(now)
                .prices(prices.stream()
                        .map(price -> price.id().equals(changed.id()) ? changed : price)
                        .toList())
                .build();
    }

    Plan without(Price removed, Instant now) {
        return next(now)
                .prices(prices.stream()
                        .filter(price -> !price.id().equals(removed.id()))
                        .toList())
                .build();
    }

    /** The price with that id; fails with {@code not_found} if there is none. */
    public Price price(String priceId) {
        return prices.stream()
                .filter(price -> price.id().equals(priceId))
                .findFirst()
                .orElseThrow(ErrorCode.NOT_FOUND::exception);
    }

    /** Usage is added up unless the plan says otherwise. */
    private static @Nullable UsageAggregate aggregate(@Nullable UsageAggregate given, Stream<PriceModel> models) {
        return given == null && models.anyMatch(PriceModel.USAGE::equals) ? UsageAggregate.SUM : given;
    }

    private PlanBuilder next(Instant now) {
        return PlanBuilder.builder(this).updatedAt(UpdatedAt.after(updatedAt, now));
    }
}
