package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.kit.Answers;
import com.plugipay.sandbox.kit.faults.ProviderErrors;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Everything that goes wrong in Snap's API, in its words: HTTP tells the code. */
final class SnapErrors implements ProviderErrors {
    void refuse(RoutingContext context, MidtransRefusal refusal) {
        send(context, refusal.status(), refusal.messages());
    }

    @Override
    public void rateLimited(RoutingContext context) {
        send(context, 429, List.of("Too many requests"));
    }

    @Override
    public void serverError(RoutingContext context) {
        send(context, 500, List.of("Sorry, we encountered internal server error. We will fix this soon."));
    }

    private static void send(RoutingContext context, int status, List<String> messages) {
        Answers.send(context, status, new JsonObject().put("error_messages", new JsonArray(messages)));
    }
}
