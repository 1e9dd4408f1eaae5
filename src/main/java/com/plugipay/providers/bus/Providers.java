package com.plugipay.providers.bus;

import com.plugipay.bus.LocalAddress;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.PaymentList;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.Verification;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/** Sends commands to the adapters. Without an answer the outcome is {@link Outcome.Unknown}. */
public final class Providers {
    /** Longer than one request may take. A command that needs several slow requests may end as unknown, and is polled. */
    private static final Duration BUDGET = Duration.ofSeconds(60);

    /** More events than any real callback holds. */
    private static final int MOST_EVENTS = 100;

    private final Vertx vertx;

    public Providers(Vertx vertx) {
        this.vertx = vertx;
    }

    public Future<Outcome> ask(ProviderKind kind, Command command) {
        return Provider.commands(kind)
                .ask(vertx, command, BUDGET)
                .map(outcome -> OutcomeSanitizer.checked(command, outcome))
                .recover(failure -> failure instanceof LocalAddress.Unanswered
                        ? Future.succeededFuture(new Outcome.Unknown("The adapter did not answer"))
                        : Future.failedFuture(failure));
    }

    /** Lists a page of the payments that an account has received. */
    public Future<PaymentList> list(ProviderKind kind, PaymentList.Query query) {
        return Provider.payments(kind)
                .ask(vertx, query, BUDGET)
                .map(OutcomeSanitizer::checked)
                .recover(failure -> failure instanceof LocalAddress.Unanswered
                        ? Future.succeededFuture(new PaymentList.Unavailable("The adapter did not answer"))
                        : Future.failedFuture(failure));
    }

    public Future<Verification> verify(ProviderKind kind, ProviderCallback callback) {
        return Provider.callbacks(kind).ask(vertx, callback, BUDGET);
    }

    /** Reads the events in the body of a genuine callback. */
    public Future<List<CallbackEvent>> read(ProviderKind kind, Buffer body) {
        return Provider.callbackEvents(kind)
                .ask(vertx, body, BUDGET)
                .map(events -> events.all().stream()
                        .limit(MOST_EVENTS)
                        .map(OutcomeSanitizer::checked)
                        .toList());
    }
}
