package com.plugipay.sandbox.kit;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ApiStyle;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.kit.api.Refusal;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.kit.callbacks.RetryPlan;
import com.plugipay.sandbox.kit.faults.Fault;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest provider: takes charges, and tells its buyer's actions to a URL. */
final class TinyStandIn implements StandIn, ApiStyle<String> {
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
        ProviderApi<String> api = new ProviderApi<>(router, tools.faults(), this, List.of("/api/*"));
        api.post("/api/charges", this::charge);
    }

    private ApiReply charge(ApiCall<String> call) {
        String id = "charge_" + (books.size() + 1);
        String reference = call.json().orElseThrow().getString("reference");
        books.put(id, entry(id, reference, "pending", 0));
        return ApiReply.of(201, json("id", id, "url", tools.url("/pay/" + id))).with(Map.of("Charge", id));
    }

    @Override
    public String merchant(RoutingContext context) {
        return "account";
    }

    @Override
    public Refusal unknownPath() {
        return new Refusal(404, "unknown path", json("trouble", "unknown path"));
    }

    @Override
    public Refusal rateLimited() {
        return new Refusal(429, "too many", json("trouble", "too many"));
    }

    @Override
    public Refusal serverError() {
        return new Refusal(500, "ours", json("trouble", "ours"));
    }

    @Override
    public List<BookEntry> books() {
        return List.copyOf(books.values());
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return List.of("pay", "fail", "expire");
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
                        json("id", entry.id(), "status", entry.status()).toBuffer(),
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
