package com.plugipay.sandbox.midtrans.api;

import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the handlers of both APIs need from a request. */
public final class Requests {
    private Requests() {}

    /** The body; throws a {@link MidtransRefusal} when it is no JSON object. */
    static JsonObject body(RoutingContext context) {
        try {
            @Nullable JsonObject body = context.body().asJsonObject();
            if (body != null) {
                return body;
            }
        } catch (DecodeException | ClassCastException malformed) {
            // The same answer as for none.
        }
        throw new MidtransRefusal(413, "The request cannot be processed due to malformed syntax in the request body");
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
