package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.kit.api.IdempotentResults;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Remembers what came of a {@code PayPal-Request-Id}, for one kind of call; what failed is not remembered.
 *
 * @see <a href="https://developer.paypal.com/api/rest/reference/idempotency/">Idempotency</a>
 */
final class RequestMemory<T> {
    private final IdempotentResults<T> results;

    /**
     * What came of a call.
     *
     * @param status 201 for the first of its id, 200 for the same again
     */
    record Result<T>(T value, int status) {}

    RequestMemory(InstantSource clock, Duration kept) {
        this.results = new IdempotentResults<>(clock, kept);
    }

    Result<T> once(RoutingContext context, Supplier<T> deed) {
        String requestId = Request.id(context);
        if (requestId == null) {
            return new Result<>(deed.get(), 201);
        }
        IdempotentResults.Result<T> result = results.once(
                List.of(Request.app(context).clientId(), requestId),
                List.of(context.request().path(), Request.object(context)),
                deed,
                () -> PayPalRefusal.unprocessable(
                        "PAYPAL_REQUEST_ID_PREVIOUSLY_USED",
                        "This PayPal-Request-Id was used before, for another request."));
        return new Result<>(result.value(), result.repeated() ? 200 : 201);
    }
}
