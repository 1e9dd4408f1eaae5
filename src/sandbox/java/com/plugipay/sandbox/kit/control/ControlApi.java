package com.plugipay.sandbox.kit.control;

import com.plugipay.sandbox.kit.JsonBodies;
import com.plugipay.sandbox.kit.faults.Faults;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The stand-ins under the control of programs: everything is JSON. */
public final class ControlApi {
    private final Controls controls;

    public ControlApi(Controls controls) {
        this.controls = controls;
    }

    public void mount(Router router) {
        router.route("/control/*").handler(Controls::ownFormsOnly);
        router.get("/control/books").handler(this::books);
        router.get("/control/faults").handler(context -> context.json(controls.allFaults()));
        router.get("/control/callbacks").handler(this::callbacks);
        router.get("/control/callbacks/waiting")
                .handler(context -> context.json(new JsonObject().put("waiting", controls.callbacksWaiting())));
        // A form of the page goes on to the page's own routes.
        router.post("/control/:name/act")
                .failureHandler(Controls.failed(ControlApi::problem))
                .handler(context -> {
                    if (isForm(context)) {
                        context.next();
                    } else {
                        act(context);
                    }
                });
        router.put("/control/:name/faults")
                .handler(this::setFaults)
                .failureHandler(Controls.failed(ControlApi::problem));
        router.route(HttpMethod.DELETE, "/control/:name/faults")
                .handler(this::clearFaults)
                .failureHandler(Controls.failed(ControlApi::problem));
    }

    private static boolean isForm(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        return type != null && type.startsWith("application/x-www-form-urlencoded");
    }

    /** All charges, or those with the merchant's {@code reference}. */
    private void books(RoutingContext context) {
        String reference = context.request().getParam("reference");
        JsonArray all = new JsonArray();
        controls.standIns()
                .forEach(standIn -> standIn.books().stream()
                        .filter(entry -> reference == null || reference.equals(entry.reference()))
                        .forEach(entry -> all.add(entry.toJson())));
        context.json(all);
    }

    private void callbacks(RoutingContext context) {
        JsonArray all = new JsonArray();
        controls.callbacks().forEach(callback -> all.add(callback.toJson()));
        context.json(all);
    }

    private void act(RoutingContext context) {
        JsonObject body = body(context);
        controls.act(context.pathParam("name"), body.getValue("id"), body.getValue("action"));
        context.response().setStatusCode(204).end();
    }

    private void setFaults(RoutingContext context) {
        Faults faults = controls.faults(context.pathParam("name"));
        faults.replace(body(context));
        context.json(faults.toJson());
    }

    private void clearFaults(RoutingContext context) {
        controls.faults(context.pathParam("name")).clear();
        context.response().setStatusCode(204).end();
    }

    private static JsonObject body(RoutingContext context) {
        return JsonBodies.object(context)
                .orElseThrow(() -> new IllegalArgumentException("The body must be a JSON object"));
    }

    private static void problem(RoutingContext context, int status, @Nullable String message) {
        context.response().setStatusCode(status);
        context.json(new JsonObject().put("error", message == null ? "HTTP " + status : message));
    }
}
