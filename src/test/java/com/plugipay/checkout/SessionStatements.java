package com.plugipay.checkout;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.IdempotentResponse;
import com.plugipay.outbox.Write;
import com.plugipay.providers.Method;
import com.plugipay.text.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The statements that the gateway sends for a session, which the benchmark sends without HTTP. */
public final class SessionStatements {
    public static final String FIND = CheckoutSessionStore.FIND.sql();

    private static final Actor ACTOR = new Actor(Actor.Type.KEY, "ak_bench", "Benchmark");

    private SessionStatements() {}

    /** The creation of a session under an idempotency key, with a response of the usual size. */
    public static Write creation(Tenant tenant, String key, Instant now) {
        CheckoutSessionInput input = new CheckoutSessionInput(
                150_000L,
                "IDR",
                WebAddress.of("https://shop.example/ok"),
                WebAddress.of("https://shop.example/back"),
                "Kopi Gayo",
                null,
                null,
                null,
                null,
                null,
                List.of(new LineItem("Gayo", 2, 75_000)),
                null,
                Map.of("order", "8841"),
                null);
        CheckoutSession session =
                input.session(tenant, List.of(Method.BANK_TRANSFER), new HostedUrls("http://127.0.0.1:8080"), now);
        IdempotentResponse response = new IdempotentResponse(
                key,
                "POST\n/v1/checkout-sessions\n" + "amount 0123456789abcdef\n".repeat(7),
                "req_01M81C11EXXRGW5SB5J3PW5F99",
                201,
                result -> new byte[1_150],
                null);
        return CheckoutSessionStore.creation(new ChangeContext(tenant, ACTOR, "127.0.0.1", now, response), session)
                .respond(session);
    }
}
