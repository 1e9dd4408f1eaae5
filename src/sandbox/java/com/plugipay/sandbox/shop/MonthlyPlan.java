package com.plugipay.sandbox.shop;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.Jsons;
import com.plugipay.sandbox.shop.gateway.MerchantClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a bag every month. The workspace has it once, however often the shop starts: the shop knows it again by
 * its metadata, and two starts at the same moment make it under the same idempotency key.
 */
final class MonthlyPlan {
    static final Product BEANS = Product.SHELF.getFirst();

    private static final String MARK = "monthly-bag";
    private static final int FREE_DAYS = 30;

    private final MerchantClient gateway;
    private @Nullable String id;

    MonthlyPlan(MerchantClient gateway) {
        this.gateway = gateway;
    }

    /** The plan's id; makes the plan if there is none. */
    Future<String> id() {
        String known = id;
        return known != null
                ? Future.succeededFuture(known)
                : gateway.list("/v1/plans?active=true&limit=100")
                        .compose(plans -> plans.stream()
                                .filter(MonthlyPlan::isOurs)
                                .findFirst()
                                .map(Future::succeededFuture)
                                .orElseGet(this::create))
                        .map(plan -> plan.getString("id"))
                        .onSuccess(found -> id = found);
    }

    private static boolean isOurs(JsonObject plan) {
        return MARK.equals(Jsons.object(plan, "metadata").getValue("shop"));
    }

    private Future<JsonObject> create() {
        JsonObject plan = json(
                "name",
                BEANS.name() + " every month",
                "description",
                "250 g, roasted on the first Tuesday",
                "interval",
                "month",
                "amount",
                BEANS.price(),
                "currency",
                BEANS.currency(),
                "trialDays",
                FREE_DAYS,
                "portalFeatures",
                json("selfServeCancel", true, "selfServePause", true, "updatePaymentMethod", true),
                "metadata",
                json("shop", MARK));
        return gateway.post("/v1/plans", plan, "plan-" + MARK);
    }
}
