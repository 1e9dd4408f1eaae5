package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.kit.JsonBodies;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;

/** What the handlers of both APIs need from a request. */
public final class Requests {
    private Requests() {}

    /** The body; throws a {@link MidtransRefusal} when it is no JSON object. */
    static JsonObject body(RoutingContext context) {
        return JsonBodies.object(context)
                .orElseThrow(() -> new MidtransRefusal(
                        413, "The request cannot be processed due to malformed syntax in the request body"));
    }

    /** A failure handler that words refusals; all other failures stay what they are: mistakes of ours. */
    static Handler<RoutingContext> refused(BiConsumer<RoutingContext, MidtransRefusal> wording) {
        return context -> {
            if (context.failure() instanceof MidtransRefusal refusal) {
                wording.accept(context, refusal);
            } else {
                context.next();
            }
        };
    }
}
