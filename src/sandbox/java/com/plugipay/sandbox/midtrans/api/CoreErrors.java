package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.kit.Answers;
import com.plugipay.sandbox.kit.faults.ProviderErrors;
import com.plugipay.sandbox.midtrans.MidtransIds;
import com.plugipay.sandbox.midtrans.MidtransOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Everything that goes wrong in the Core API, in its words. */
final class CoreErrors implements ProviderErrors {
    private final MidtransOptions options;
    private final MidtransIds ids;

    CoreErrors(MidtransOptions options, MidtransIds ids) {
        this.options = options;
        this.ids = ids;
    }

    void refuse(RoutingContext context, MidtransRefusal refusal) {
        if (refusal.status() == MidtransRefusal.INVALID) {
            JsonObject body = body(MidtransRefusal.INVALID, "One or more parameters in the payload is invalid.")
                    .put("validation_messages", new JsonArray(refusal.messages()));
            Answers.send(context, http(MidtransRefusal.INVALID), body);
        } else {
            Answers.send(
                    context,
                    http(refusal.status()),
                    body(refusal.status(), refusal.messages().getFirst()));
        }
    }

    /** Only a wrong key shows in HTTP by itself. */
    private int http(int code) {
        return options.httpMirrorsBody() || code == 401 ? code : 200;
    }

    @Override
    public void rateLimited(RoutingContext context) {
        Answers.send(context, 429, body(429, "Too many requests."));
    }

    @Override
    public void serverError(RoutingContext context) {
        Answers.send(context, 500, body(500, "Sorry, we encountered internal server error. We will fix this soon."));
    }

    private JsonObject body(int code, String message) {
        return new JsonObject()
                .put("status_code", String.valueOf(code))
                .put("status_message", message)
                .put("id", ids.uuid());
    }
}
