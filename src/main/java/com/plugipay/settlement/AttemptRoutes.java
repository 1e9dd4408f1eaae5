package com.plugipay.settlement;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptStore;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Operations;

/** Payment attempts over HTTP, with those whose money is in review. */
public final class AttemptRoutes {
    private final AttemptStore attempts;
    private final Reviews reviews;

    public AttemptRoutes(AttemptStore attempts, Reviews reviews) {
        this.attempts = attempts;
        this.reviews = reviews;
    }

    public void mount(Operations api) {
        api.get("/payment-attempts", "List payment attempts; those with status=review wait for a person")
                .requires("payments")
                .returnsPage(Attempt.class, "status", "checkoutSessionId", "provider")
                .handledBy(call -> attempts.list(call.tenant(), call.listing()));
        api.get("/payment-attempts/:id", "Retrieve a payment attempt")
                .requires("payments")
                .returns(200, Attempt.class)
                .handledBy(call -> attempts.find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
        api.post("/payment-attempts/:id/accept", "Take money that came in for review as a payment")
                .requires("payments")
                .returns(200, Attempt.class)
                .handledBy(call -> reviews.accept(call.context(), call.id()));
        api.post(
                        "/payment-attempts/:id/dismiss",
                        "Say that an attempt in review, or one that stays unknown, was settled elsewhere")
                .requires("payments")
                .returns(200, Attempt.class)
                .handledBy(call -> reviews.dismiss(call.context(), call.id()));
    }
}
