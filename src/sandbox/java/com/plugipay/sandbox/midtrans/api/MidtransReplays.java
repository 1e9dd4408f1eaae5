package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.midtrans.MidtransMerchant;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The header Idempotency-Key: a good answer is given again for five minutes, whatever the request then says and to
 * whichever path it goes.
 *
 * <p>Midtrans answers 202 while the first request still runs; here none runs that long.
 *
 * @see <a href="https://docs.midtrans.com/reference/api-headers">API headers</a>
 */
final class MidtransReplays {
    private static final int LONGEST = 46;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final Set<String> GOOD = Set.of("200", "201");
    private static final String KEY = MidtransReplays.class.getName();

    private final IdempotentResults<JsonObject> answers;

    private record Key(MidtransMerchant merchant, String key) {}

    MidtransReplays(InstantSource clock) {
        this.answers = new IdempotentResults<>(clock, REMEMBERED);
    }

    /** The answer that was given to this key; otherwise this request's answer will be kept. */
    Optional<JsonObject> find(RoutingContext context) {
        String value = context.request().getHeader("Idempotency-Key");
        if (value == null || value.isBlank() || value.length() > LONGEST) {
            return Optional.empty();
        }
        Key key = new Key(Authentication.merchant(context), value);
        context.put(KEY, key);
        return answers.find(key);
    }

    /** This request's answer is not kept. */
    static void forget(RoutingContext context) {
        context.remove(KEY);
    }

    void keep(RoutingContext context, JsonObject answer) {
        Key key = context.get(KEY);
        if (key != null && GOOD.contains(answer.getString("status_code"))) {
            answers.keep(key, answer);
        }
    }
}
