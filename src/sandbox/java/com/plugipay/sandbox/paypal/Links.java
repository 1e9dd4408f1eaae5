package com.plugipay.sandbox.paypal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Addresses and times in what PayPal writes. */
public final class Links {
    private final Supplier<String> baseUrl;

    Links(Supplier<String> baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String url(String path) {
        return baseUrl.get() + path;
    }

    /** Where the buyer of this order has to go. */
    String buyer(PayPalOrder order) {
        return url("/checkoutnow?token=" + order.id());
    }

    public JsonObject link(String path, String rel, String method) {
        return new JsonObject().put("href", url(path)).put("rel", rel).put("method", method);
    }

    /** Seconds only, as everywhere but in events. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
