package com.plugipay.sandbox.paypal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Addresses and times in what PayPal writes. */
final class Links {
    private final Supplier<String> baseUrl;

    Links(Supplier<String> baseUrl) {
        this.baseUrl = baseUrl;
    }

    String url(String path) {
        return baseUrl.get() + path;
    }

    /** Where the buyer of this order has to go. */
    String buyer(Order order) {
        return url("/checkoutnow?token=" + order.id());
    }

    JsonObject link(String path, String rel, String method) {
        return new JsonObject().put("href", url(path)).put("rel", rel).put("method", method);
    }

    /** Seconds only, as everywhere but in events. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
