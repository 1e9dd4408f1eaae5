package com.plugipay.providers.bus;

import com.plugipay.db.Requester;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Answers requests on the event bus with one adapter. */
public final class ProviderVerticle extends VerticleBase {
    private final Provider provider;
    private final MeterRegistry metrics;

    public ProviderVerticle(Provider provider, MeterRegistry metrics) {
        this.provider = provider;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        ProviderKind kind = provider.kind();
        FailureTranslation translation = new FailureTranslation(provider);
        ProviderCalls calls = new ProviderCalls(kind, metrics);
        PayableActions actions = new PayableActions(provider);
        Provider.commands(kind)
                .answer(
                        vertx,
                        command -> calls.measured(
                                command,
                                () -> provider.handle(command)
                                        .map(translation::translated)
                                        .compose(outcome -> actions.checked(command, outcome))));
        Provider.callbacks(kind).answer(vertx, callback -> {
            Requester.isCallback();
            return provider.verify(callback);
        });
        Provider.callbackEvents(kind)
                .answer(
                        vertx,
                        body -> Future.succeededFuture(new Provider.CallbackEvents(provider.read(body).stream()
                                .map(translation::translated)
                                .toList())));
        Provider.payments(kind).answer(vertx, provider::list);
        return Future.succeededFuture();
    }
}
