package com.plugipay.sandbox.kit.control;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.LocalServer;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.callbacks.CallbackSender;
import com.plugipay.sandbox.kit.callbacks.SentCallback;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.Faults;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stand-ins under the control of programs, in JSON, and of people: one page of plain forms, and back to it after each.
 *
 * <p>Unknown names are a 404, nonsense is a 400.
 */
public record ControlRoutes(
        Map<String, StandIn> standIns, Map<String, Faults> faults, CallbackSender callbacks, StandInPages pages) {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRoutes.class);
    private static final int MOST_CHARGES = 50;
    private static final int MOST_CALLBACKS = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    public void mount(Router router) {
        router.route("/control/*").handler(LocalServer::refuseOtherSites).failureHandler(this::failed);
        router.get("/control").handler(this::show);
        router.get("/control/books").handler(this::books);
        router.get("/control/faults").handler(this::showFaults);
        router.get("/control/callbacks").handler(context -> context.json(callbacks.newestFirst()));
        router.get("/control/callbacks/waiting").handler(context -> context.json(json("waiting", callbacks.waiting())));
        router.post("/control/:name/act").handler(this::act);
        router.put("/control/:name/faults").handler(this::setFaults);
        router.post("/control/:name/faults").handler(this::setFaults);
        router.delete("/control/:name/faults").handler(this::clearFaults);
        router.post("/control/:name/faults/clear").handler(this::clearFaults);
    }

    private void show(RoutingContext context) {
        Map<StandIn, List<BookEntry>> newest = new LinkedHashMap<>();
        for (StandIn standIn : standIns.values()) {
            List<BookEntry> books = standIn.books().stream()
                    .sorted(Comparator.comparing(BookEntry::createdAt).reversed())
                    .limit(MOST_CHARGES)
                    .toList();
            newest.put(standIn, books);
        }
        List<SentCallback> sent =
                callbacks.newestFirst().stream().limit(MOST_CALLBACKS).toList();
        pages.show(context, "control", json("charges", newest, "faults", faults, "callbacks", sent));
    }

    /** A time as the page shows it. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** All charges, or those with the merchant's {@code reference}. */
    private void books(RoutingContext context) {
        String reference = context.request().getParam("reference");
        context.json(standIns.values().stream()
                .flatMap(standIn -> standIn.books().stream())
                .filter(entry -> reference == null || reference.equals(entry.reference()))
                .toList());
    }

    private void showFaults(RoutingContext context) {
        JsonObject all = new JsonObject();
        faults.forEach((name, own) -> all.put(name, own.toJson()));
        context.json(all);
    }

    private void act(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        JsonObject body = isForm(context) ? json("id", form.get("id"), "action", form.get("action")) : body(context);
        StandIn standIn = known(context, standIns);
        if (body.getValue("id") instanceof String id && body.getValue("action") instanceof String action) {
            standIn.act(id, action);
        } else {
            throw new IllegalArgumentException("id and action must be texts");
        }
        done(context);
    }

    private void setFaults(RoutingContext context) {
        Faults own = known(context, faults);
        own.replace(isForm(context) ? faultsOfForm(context.request().formAttributes()) : body(context));
        if (isForm(context)) {
            done(context);
        } else {
            context.json(own.toJson());
        }
    }

    private void clearFaults(RoutingContext context) {
        known(context, faults).clear();
        done(context);
    }

    private static JsonObject faultsOfForm(MultiMap form) {
        JsonObject wanted = new JsonObject();
        for (Fault fault : Fault.values()) {
            if (form.contains(fault.text())) {
                wanted.put(fault.text(), setting(form, fault.text()));
            }
        }
        return wanted;
    }

    /** An empty field is one that was not filled in. */
    private static JsonObject setting(MultiMap form, String fault) {
        String percent = form.get(fault + ".percent");
        JsonObject setting =
                json("probability", percent == null || percent.isBlank() ? 1 : Double.parseDouble(percent) / 100);
        for (String field : List.of("times", "delayMs")) {
            String value = form.get(fault + "." + field);
            if (value != null && !value.isBlank()) {
                setting.put(field, Long.parseLong(value.strip()));
            }
        }
        return setting;
    }

    private static JsonObject body(RoutingContext context) {
        return ApiCall.json(context).orElseThrow(() -> new IllegalArgumentException("The body must be a JSON object"));
    }

    private static <T> T known(RoutingContext context, Map<String, T> byName) {
        String name = context.pathParam("name");
        T found = byName.get(name);
        if (found == null) {
            throw new HttpException(404, "There is no stand-in named " + name);
        }
        return found;
    }

    private static boolean isForm(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        return type != null && type.startsWith("application/x-www-form-urlencoded");
    }

    private static void done(RoutingContext context) {
        if (isForm(context)) {
            StandInPages.goTo(context, "/control");
        } else {
            context.response().setStatusCode(204).end();
        }
    }

    private void failed(RoutingContext context) {
        switch (context.failure()) {
            case HttpException refusal -> answer(context, refusal.getStatusCode(), refusal.getPayload());
            case IllegalArgumentException nonsense -> answer(context, 400, nonsense.getMessage());
            case null -> answer(context, context.statusCode(), null);
            case Throwable broken -> {
                LOG.error("path={} failed", context.request().path(), broken);
                answer(context, 500, null);
            }
        }
    }

    private void answer(RoutingContext context, int status, @Nullable String message) {
        if (isForm(context)) {
            pages.failed(context, status, message);
        } else {
            context.response().setStatusCode(status);
            context.json(json("error", message == null ? "HTTP " + status : message));
        }
    }
}
