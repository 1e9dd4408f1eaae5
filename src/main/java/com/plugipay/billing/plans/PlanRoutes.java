package com.plugipay.billing.plans;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.EventType;
import io.vertx.core.Future;
import java.util.Optional;

/** Plans and their prices over HTTP. */
public final class PlanRoutes {
    private static final String RESOURCE = "plans";

    private final PlanStore plans;

    public PlanRoutes(PlanStore plans) {
        this.plans = plans;
    }

    public void mount(Operations api) {
        api.post("/plans", "Create a plan, with an amount or with prices")
                .accepts(PlanInput.class)
                .returns(201, Plan.class)
                .handledBy(this::create);
        api.get("/plans", "List plans").returnsPage(Plan.class, "active").handledBy(this::list);
        api.get("/plans/:id", "Retrieve a plan").returns(200, Plan.class).handledBy(this::retrieve);
        api.patch("/plans/:id", "Change the given properties of a plan; null removes a value")
                .acceptsSome(PlanChange.class)
                .returns(200, Plan.class)
                .handledBy(this::change);
        api.post("/plans/:id/archive", "Archive a plan: there are no new subscriptions, and the present ones continue")
                .returns(200, Plan.class)
                .handledBy(this::archive);
        api.post("/plans/:id/prices", "Add a price to a plan")
                .accepts(PriceInput.class)
                .returns(201, Price.class)
                .handledBy(this::addPrice);
        api.get("/prices/:id", "Retrieve a price")
                .requires(RESOURCE)
                .returns(200, Price.class)
                .handledBy(this::retrievePrice);
        api.patch("/prices/:id", "Take a price off sale, or put it on sale again")
                .requires(RESOURCE)
                .accepts(PriceChange.class)
                .returns(200, Price.class)
                .handledBy(this::changePrice);
        api.delete("/prices/:id", "Delete a price that no subscription has had")
                .requires(RESOURCE)
                .returnsNothing()
                .handledBy(this::deletePrice);
    }

    private Change<Plan> create(Call<PlanInput> call) {
        return plans.insert(call.context(), Plan.create(call.tenant(), call.input(), call.now()));
    }

    private Future<Page<Plan>> list(Call<Void> call) {
        return plans.list(call.tenant(), call.listing());
    }

    private Future<Plan> retrieve(Call<?> call) {
        return plans.find(call.tenant(), call.id()).map(PlanRoutes::present);
    }

    private Change<Plan> change(Call<PlanChange> call) {
        return Change.after(() -> retrieve(call).map(before -> {
            Plan after = before.changed(call.changed(before.unchanged()), call.now());
            return plans.update(call.context(), EventType.PLAN_UPDATED, before, after)
                    .returning(after);
        }));
    }

    private Change<Plan> archive(Call<Void> call) {
        return Change.after(() -> retrieve(call).map(before -> {
            if (before.archivedAt() != null) {
                throw ErrorCode.CONFLICT.withMessage("The plan is archived.");
            }
            Plan after = before.archived(call.now());
            return plans.update(call.context(), EventType.PLAN_ARCHIVED, before, after)
                    .returning(after);
        }));
    }

    private Change<Price> addPrice(Call<PriceInput> call) {
        return Change.after(() -> retrieve(call).map(before -> {
            Price added = Price.create(call.tenant(), before.id(), call.input(), call.now());
            return plans.update(call.context(), EventType.PLAN_UPDATED, before, before.with(added, call.now()))
                    .returning(added);
        }));
    }

    private Future<Price> retrievePrice(Call<?> call) {
        return planOfPrice(call).map(plan -> plan.price(call.id()));
    }

    private Change<Price> changePrice(Call<PriceChange> call) {
        return Change.after(() -> planOfPrice(call).map(before -> {
            Price price = before.price(call.id());
            if (price.active() == call.input().active()) {
                return Change.none(price);
            }
            Price changed = price.changed(call.input(), call.now());
            return plans.update(call.context(), EventType.PLAN_UPDATED, before, before.replacing(changed, call.now()))
                    .returning(changed);
        }));
    }

    private Change<Void> deletePrice(Call<Void> call) {
        return Change.after(() -> planOfPrice(call).map(before -> {
            Plan after = before.without(before.price(call.id()), call.now());
            return plans.update(call.context(), EventType.PLAN_UPDATED, before, after)
                    .returningNothing();
        }));
    }

    /** The plan of the price in the path. */
    private Future<Plan> planOfPrice(Call<?> call) {
        return plans.findByPrice(call.tenant(), call.id()).map(PlanRoutes::present);
    }

    private static Plan present(Optional<Plan> found) {
        return found.orElseThrow(ErrorCode.NOT_FOUND::exception);
    }
}
