package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ApiStyle;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/**
 * Snap's API under {@code /snap/v1}; unlike in the Core API, the HTTP status says what happened.
 *
 * @param merchants by their server keys
 */
record SnapApi(StandInTools tools, Map<String, MidtransMerchant> merchants, Snap snap)
        implements ApiStyle<MidtransMerchant> {
    private static final String WRONG_KEY =
            "Access denied due to unauthorized transaction, please check client or server key";

    void mount(Router router) {
        ProviderApi<MidtransMerchant> api = new ProviderApi<>(router, tools.faults(), this, List.of("/snap/v1/*"));
        api.post("/snap/v1/transactions", this::create);
        api.post("/snap/v1/transactions/:id/cancel", this::cancel);
    }

    private ApiReply create(ApiCall<MidtransMerchant> call) {
        JsonObject body = call.json().orElseThrow(MidtransErrors::malformed);
        SnapSession session = snap.open(MidtransOrder.read(call, body), body);
        return ApiReply.of(201, json("token", session.token(), "redirect_url", snap.url(session)));
    }

    private ApiReply cancel(ApiCall<MidtransMerchant> call) {
        SnapSession session = snap.find(call.id())
                .filter(found -> found.order().merchant().equals(call.merchant()))
                .orElseThrow(() -> MidtransErrors.of(404, "token not found"));
        snap.cancel(session);
        return ApiReply.of(json("canceled_at", MidtransWire.time(tools.now())));
    }

    @Override
    public MidtransMerchant merchant(RoutingContext context) {
        return CoreApi.merchant(merchants, context, WRONG_KEY);
    }

    @Override
    public Refusal unknownPath() {
        return MidtransErrors.notFound();
    }

    @Override
    public Refusal rateLimited() {
        return MidtransErrors.of(429, "Too many requests");
    }

    @Override
    public Refusal serverError() {
        return MidtransErrors.serverError();
    }
}
