package com.plugipay.sandbox.kit.api;

import io.vertx.ext.web.RoutingContext;

/**
 * What is peculiar about the API of one provider.
 *
 * @param <M> its merchants
 */
public interface ApiStyle<M> {
    /** Returns the merchant whose credentials came with the request, or throws the {@link Refusal} of all others. */
    M merchant(RoutingContext context);

    Refusal unknownPath();

    Refusal rateLimited();

    Refusal serverError();

    /** Turns a refusal into an answer. */
    default ApiReply refused(Refusal refusal) {
        return ApiReply.of(refusal.status(), refusal.body());
    }

    /** Adds what all answers have in common. */
    default ApiReply finished(ApiReply reply) {
        return reply;
    }
}
