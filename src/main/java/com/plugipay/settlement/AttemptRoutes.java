package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.http.operations.Operations;
import com.plugipay.problems.Problem;

/** Attempts over HTTP: what was tried at providers, and the money that a person has to look at. */
public final class AttemptRoutes {
    private final AttemptStore attempts;
    private final Reviews reviews;

    public AttemptRoutes(AttemptStore attempts, Reviews reviews) {
        this.attempts = attempts;
        this.reviews = reviews;
    }

    public void mount(Operations api) {
        api.get("/payment-attempts", "List payment attempts; those with status=review wait for a person")
                .of("payments")
                .returnsPage(Attempt.class, "status", "checkoutSessionId", "provider")
                .by(call -> attempts.list(call.tenant(), call.listing()));
        api.get("/payment-attempts/:id", "Retrieve a payment attempt")
                .of("payments")
                .returns(200, Attempt.class)
                .by(call -> attempts.find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(Problem.NOT_FOUND::here)));
        api.post("/payment-attempts/:id/accept", "Take money that came in for review as a payment")
                .of("payments")
                .returns(200, Attempt.class)
                .by(call -> reviews.accept(call.origin(), call.id()));
        api.post("/payment-attempts/:id/dismiss", "Say that money in review was settled elsewhere")
                .of("payments")
                .returns(200, Attempt.class)
                .by(call -> reviews.dismiss(call.origin(), call.id()));
    }
}
