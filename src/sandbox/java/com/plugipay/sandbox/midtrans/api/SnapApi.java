package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.kit.Answers;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.FaultyEdge;
import com.plugipay.sandbox.midtrans.MidtransOrder;
import com.plugipay.sandbox.midtrans.pages.Snap;
import com.plugipay.sandbox.midtrans.pages.SnapSession;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Snap's API under {@code /snap/v1}; unlike in the Core API, HTTP tells what happened. */
public final class SnapApi {
    private static final String WRONG_KEY =
            "Access denied due to unauthorized transaction, please check client or server key";

    private final StandInTools tools;
    private final Authentication authentication;
    private final Snap snap;
    private final SnapErrors errors = new SnapErrors();

    public SnapApi(StandInTools tools, Authentication authentication, Snap snap) {
        this.tools = tools;
        this.authentication = authentication;
        this.snap = snap;
    }

    public void mount(Router router) {
        router.route("/snap/v1/*").failureHandler(Requests.refused(errors::refuse));
        router.route("/snap/v1/*").handler(new FaultyEdge(tools.faults(), errors));
        router.route("/snap/v1/*").handler(context -> authentication.check(context, WRONG_KEY));
        router.post("/snap/v1/transactions").handler(this::create);
        router.post("/snap/v1/transactions/:token/cancel").handler(this::cancel);
    }

    private void create(RoutingContext context) {
        JsonObject body = Requests.body(context);
        MidtransOrder order = OrderReader.read(context.request(), Authentication.merchant(context), body);
        SnapSession session = snap.open(order, body);
        Answers.send(
                context, 201, new JsonObject().put("token", session.token()).put("redirect_url", snap.url(session)));
    }

    private void cancel(RoutingContext context) {
        SnapSession session = snap.find(context.pathParam("token"))
                .filter(one -> one.order().merchant().equals(Authentication.merchant(context)))
                .orElseThrow(() -> new MidtransRefusal(404, "token not found"));
        snap.cancel(session);
        Answers.send(
                context,
                200,
                new JsonObject()
                        .put("canceled_at", MidtransWire.time(tools.clock().instant())));
    }
}
