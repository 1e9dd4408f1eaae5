package com.plugipay.sandbox.kit.faults;

import com.plugipay.sandbox.kit.Answers;
import io.vertx.ext.web.RoutingContext;

/** How a provider words its own trouble. Both answer through {@link Answers}. */
public interface ProviderErrors {
    /** Answers 429. */
    void rateLimited(RoutingContext context);

    /** Answers 500. */
    void serverError(RoutingContext context);
}
