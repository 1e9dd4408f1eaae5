package com.plugipay.sandbox.kit;

import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import com.plugipay.sandbox.kit.faults.Fault;
import com.plugipay.sandbox.kit.faults.FaultyEdge;
import com.plugipay.sandbox.kit.faults.ProviderErrors;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest provider: takes charges, and tells its buyer's actions to a URL. */
final class TinyStandIn implements StandIn, ProviderErrors {
    private final StandInTools tools;
    private final String callbackUrl;
    private final Map<String, BookEntry> books = new LinkedHashMap<>();

    TinyStandIn(StandInTools tools, String callbackUrl) {
        this.tools = tools;
        this.callbackUrl = callbackUrl;
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public void mount(Router router) {
        router.route("/api/*").handler(new FaultyEdge(tools.faults(), this));
        router.post("/api/charges").handler(this::charge);
    }

    private void charge(RoutingContext context) {
        String id = "charge_" + (books.size() + 1);
        String reference = context.body().asJsonObject().getString("reference");
        books.put(id, entry(id, reference, "pending", 0));
        JsonObject body =
                new JsonObject().put("id", id).put("url", tools.baseUrl().get() + "/pay/" + id);
        Answers.send(context, 201, body, Map.of("Charge", id));
    }

    @Override
    public void rateLimited(RoutingContext context) {
        Answers.send(context, 429, new JsonObject().put("trouble", "too many"));
    }

    @Override
    public void serverError(RoutingContext context) {
        Answers.send(context, 500, new JsonObject().put("trouble", "ours"));
    }

    @Override
    public List<BookEntry> books() {
        return List.copyOf(books.values());
    }

    @Override
    public void act(String id, String action) {
        BookEntry entry = books.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("There is no charge " + id);
        }
        switch (action) {
            case "pay" -> pay(entry);
            case "expire" -> expire(entry);
            default -> throw new IllegalArgumentException("A buyer cannot " + action);
        }
    }

    private void pay(BookEntry entry) {
        long paid = tools.faults().occurs(Fault.AMOUNT_MISMATCH) ? entry.amount() - 1 : entry.amount();
        change(entry(entry.id(), entry.reference(), "paid", paid));
    }

    private void expire(BookEntry entry) {
        change(entry(entry.id(), entry.reference(), "expired", 0));
        if (tools.faults().occurs(Fault.LATE_SUCCESS)) {
            pay(entry);
        }
    }

    private void change(BookEntry entry) {
        books.put(entry.id(), entry);
        tools.callbacks()
                .send(new OutgoingCallback(
                        name(),
                        callbackUrl,
                        Map.of("Proof", "right"),
                        new JsonObject()
                                .put("id", entry.id())
                                .put("status", entry.status())
                                .toBuffer(),
                        callback -> callback.withHeader("Proof", "wrong"),
                        RetryPlan.after(Duration.ofSeconds(1), Duration.ofSeconds(2))));
    }

    private BookEntry entry(String id, String reference, String status, long paid) {
        return new BookEntry(
                name(),
                "account",
                id,
                reference,
                5_000,
                "IDR",
                status,
                paid,
                0,
                tools.clock().instant());
    }
}
