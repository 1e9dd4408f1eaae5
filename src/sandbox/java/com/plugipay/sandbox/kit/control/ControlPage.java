package com.plugipay.sandbox.kit.control;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.faults.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The stand-ins under the control of people: one page of plain forms, and back to it after each. */
public final class ControlPage {
    private final Controls controls;
    private final StandInPages pages;

    public ControlPage(Controls controls, StandInPages pages) {
        this.controls = controls;
        this.pages = pages;
    }

    public void mount(Router router) {
        router.get("/control").handler(this::show);
        router.post("/control/:name/act").handler(this::act).failureHandler(Controls.failed(pages::failed));
        router.post("/control/:name/faults").handler(this::setFaults).failureHandler(Controls.failed(pages::failed));
        router.post("/control/:name/faults/clear")
                .handler(this::clearFaults)
                .failureHandler(Controls.failed(pages::failed));
        router.route("/control/*").failureHandler(Controls.failed(pages::failed));
    }

    private void show(RoutingContext context) {
        pages.show(context, "control", ControlView.of(controls));
    }

    private void act(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        controls.act(context.pathParam("name"), form.get("id"), form.get("action"));
        back(context);
    }

    private void setFaults(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        JsonObject wanted = new JsonObject();
        for (Fault fault : Fault.values()) {
            if (form.contains(fault.text())) {
                wanted.put(fault.text(), setting(form, fault));
            }
        }
        controls.faults(context.pathParam("name")).replace(wanted);
        back(context);
    }

    private void clearFaults(RoutingContext context) {
        controls.faults(context.pathParam("name")).clear();
        back(context);
    }

    /** An empty field is one that was not filled in. */
    private static JsonObject setting(MultiMap form, Fault fault) {
        String percent = form.get(fault.text() + ".percent");
        JsonObject setting = new JsonObject()
                .put("probability", percent == null || percent.isBlank() ? 1 : Double.parseDouble(percent) / 100);
        for (String field : new String[] {"times", "delayMs"}) {
            String value = form.get(fault.text() + "." + field);
            if (value != null && !value.isBlank()) {
                setting.put(field, Long.parseLong(value.strip()));
            }
        }
        return setting;
    }

    private static void back(RoutingContext context) {
        StandInPages.goTo(context, "/control");
    }
}
