package com.plugipay.providers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Answers commands on {@code provider.<kind>} with one adapter. */
public final class ProviderVerticle extends VerticleBase {
    private final Provider provider;

    public ProviderVerticle(Provider provider) {
        this.provider = provider;
    }

    @Override
    public Future<?> start() {
        Provider.address(provider.kind()).answer(vertx, provider::handle);
        return Future.succeededFuture();
    }
}
