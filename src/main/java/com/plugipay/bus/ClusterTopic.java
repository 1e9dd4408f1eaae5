package com.plugipay.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.function.Consumer;

/** A notice to everybody in the process who cares. It may get lost; a fact that must not is a row in the database. */
public record Topic<T>(String name, Class<T> notice) {

    /** Tells everybody and waits for nobody. */
    public void publish(Vertx vertx, T value) {
        vertx.eventBus()
                .publish(name, value, new DeliveryOptions().setLocalOnly(true).setCodecName(LocalCodec.NAME));
    }

    /** Hears every notice from now on, until the verticle that called this is undeployed. */
    public void subscribe(Vertx vertx, Consumer<T> hearing) {
        vertx.eventBus().<Object>localConsumer(name, message -> hearing.accept(notice.cast(message.body())));
    }
}
