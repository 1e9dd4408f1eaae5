package com.plugipay.providers;

import com.plugipay.bus.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Puts commands to providers. Silence is an outcome too: {@link Outcome.Unknown}. */
public final class Providers {
    /** Longer than an adapter lets a provider take. */
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final Vertx vertx;

    public Providers(Vertx vertx) {
        this.vertx = vertx;
    }

    public Future<Outcome> ask(ProviderKind kind, Command command) {
        return Provider.address(kind)
                .ask(vertx, command, BUDGET)
                .recover(failure -> failure instanceof Address.Unanswered
                        ? Future.succeededFuture(new Outcome.Unknown("The adapter did not answer"))
                        : Future.failedFuture(failure));
    }
}
