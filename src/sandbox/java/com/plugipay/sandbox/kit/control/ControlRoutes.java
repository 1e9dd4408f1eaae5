package com.plugipay.sandbox.kit.control;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stand-ins under the control of programs, in JSON, and of people: a page of plain forms, shown again after each.
 *
 * <p>Unknown names are a 404, nonsense is a 400.
 */
public record ControlRoutes(
        Map<String, StandIn> standIns, Map<String, Faults> faults, CallbackSender callbacks, StandInPages pages) {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRoutes.class);
    /** Of each table on the page. */
    private static final int MOST_ROWS = 50;

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
        router.post("/control/:name/faults").handler(this::setFaultsByForm);
        router.delete("/control/:name/faults").handler(this::clearFaults);
        router.post("/control/:name/faults/clear").handler(this::clearFaults);
    }

    private void show(RoutingContext context) {
        Map<StandIn, List<BookEntry>> newest = new LinkedHashMap<>();
        for (StandIn standIn : standIns.values()) {
            Stream<BookEntry> books = standIn.books().stream()
                    .sorted(Comparator.comparing(BookEntry::createdAt).reversed());
            newest.put(standIn, books.limit(MOST_ROWS).toList());
        }
        List<SentCallback> sent =
                callbacks.newestFirst().stream().limit(MOST_ROWS).toList();
        pages.show(context, "control", json("charges", newest, "faults", faults, "callbacks", sent));
    }

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
        if (!(body.getValue("id") instanceof String id && body.getValue("action") instanceof String action)) {
            throw new IllegalArgumentException("id and action must be texts");
        }
        named(context, standIns).act(id, action);
        done(context);
    }

    private void setFaults(RoutingContext context) {
        Faults own = named(context, faults);
        own.replace(body(context));
        context.json(own.toJson());
    }

    private void setFaultsByForm(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        JsonObject wanted = new JsonObject();
        Arrays.stream(Fault.values())
                .map(Fault::text)
                .filter(form::contains)
                .forEach(fault -> wanted.put(fault, setting(form, fault)));
        named(context, faults).replace(wanted);
        done(context);
    }

    private static JsonObject setting(MultiMap form, String fault) {
        BigDecimal percent = number(form, fault + ".percent");
        return known(
                "probability", percent == null ? 1 : percent.movePointLeft(2),
                "times", number(form, fault + ".times"),
                "delayMs", number(form, fault + ".delayMs"));
    }

    /** Null for a field that was not filled in. */
    private static @Nullable BigDecimal number(MultiMap form, String field) {
        String text = form.get(field);
        return text == null || text.isBlank() ? null : new BigDecimal(text.strip());
    }

    private void clearFaults(RoutingContext context) {
        named(context, faults).clear();
        done(context);
    }

    private static JsonObject body(RoutingContext context) {
        return ApiCall.json(context).orElseThrow(() -> new IllegalArgumentException("The body must be a JSON object"));
    }

    private static <T> T named(RoutingContext context, Map<String, T> byName) {
        String name = context.pathParam("name");
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new HttpException(404, "There is no stand-in named " + name));
    }

    private static boolean isForm(RoutingContext context) {
        return context.is("application/x-www-form-urlencoded");
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
