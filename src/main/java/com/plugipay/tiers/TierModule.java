package com.plugipay.tiers;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What clients of the hosted product ask about it: here there is one tier, which costs nothing. */
public final class TierModule implements Module {
    private final TierUsageStore usage;
    private final GatewayAddresses addresses;

    public TierModule(Node node) {
        this.usage = new TierUsageStore(node.database());
        this.addresses = GatewayAddresses.below(node.http().baseUrl());
    }

    @Override
    public void mount(Operations api) {
        api.get("/config", "Retrieve where this gateway is")
                .returns(200, GatewayAddresses.class)
                .withoutKey()
                .handledBy(call -> Future.succeededFuture(addresses));
        api.get("/billing/tiers", "List the tiers of Plugipay, of which a gateway of your own has one")
                .returnsAll(Tier.class)
                .handledBy(call -> whole(Tier.OWN));
        api.get("/billing/plans", "List the tiers with their prices")
                .returnsAll(TierPrice.class)
                .handledBy(call -> whole(Tier.OWN.price()));
        api.post("/billing/tiers/refresh", "Read the tiers again")
                .returns(200, RefreshedTiers.class)
                .handledBy(call -> Change.none(new RefreshedTiers(true)));
        api.get("/billing/summary", "Retrieve the tier, and what the workspace was paid this month")
                .returns(200, TierUsage.class)
                .handledBy(this::summary);
        api.post("/billing/checkout", "Buy another tier, which a gateway of your own does not have")
                .accepts(TierInput.class)
                .returns(200, Tier.class)
                .handledBy(call -> {
                    call.input();
                    throw nothingToBuy();
                });
        api.post("/billing/cancel", "Cancel the tier, which a gateway of your own does not have to")
                .returns(200, Tier.class)
                .handledBy(call -> {
                    throw nothingToBuy();
                });
    }

    private static <T> Future<Page<T>> whole(T only) {
        return Future.succeededFuture(Page.whole(List.of(only)));
    }

    private Future<TierUsage> summary(Call<Void> call) {
        Instant from = call.now()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return usage.volumes(call.tenant(), from)
                .map(volumes -> new TierUsage(
                        Tier.OWN.id(),
                        from,
                        call.now(),
                        volumes.stream().mapToLong(TierUsage.Volume::payments).sum(),
                        volumes));
    }

    private static RuntimeException nothingToBuy() {
        return ErrorCode.NOT_AVAILABLE.withMessage("This gateway is your own: it has one tier, which costs nothing.");
    }
}
