package com.plugipay.sandbox.paypal;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers what came of a {@code PayPal-Request-Id}, for one kind of call; what failed is not remembered.
 *
 * @see <a href="https://developer.paypal.com/api/rest/reference/idempotency/">Idempotency</a>
 */
final class RequestMemory<T> {
    private final InstantSource clock;
    private final Duration kept;
    private final Map<Key, Done<T>> memory = new LinkedHashMap<>();

    private record Key(String clientId, String requestId) {}

    private record Done<T>(String path, JsonObject body, T result, Instant at) {}

    /**
     * What came of a call.
     *
     * @param status 201 for the first of its id, 200 for the same again
     */
    record Result<T>(T value, int status) {}

    RequestMemory(InstantSource clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    Result<T> once(RoutingContext context, Supplier<T> deed) {
        String requestId = Request.id(context);
        if (requestId == null) {
            return new Result<>(deed.get(), 201);
        }
        forget();
        Key key = new Key(Request.app(context).clientId(), requestId);
        String path = context.request().path();
        JsonObject body = Request.object(context);
        Done<T> done = memory.get(key);
        if (done == null) {
            T result = deed.get();
            memory.put(key, new Done<>(path, body, result, clock.instant()));
            return new Result<>(result, 201);
        }
        if (!done.path().equals(path) || !done.body().equals(body)) {
            throw Refusal.unprocessable(
                    "PAYPAL_REQUEST_ID_PREVIOUSLY_USED",
                    "This PayPal-Request-Id was used before, for another request.");
        }
        return new Result<>(done.result(), 200);
    }

    /** The oldest come first. */
    private void forget() {
        Instant oldest = clock.instant().minus(kept);
        Iterator<Done<T>> all = memory.values().iterator();
        while (all.hasNext() && !all.next().at().isAfter(oldest)) {
            all.remove();
        }
    }
}
