package com.plugipay.bus;

import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * A topic that every node may hear: nudges to look now. Its messages are names or ids, never an object that could hold a
 * secret, since they may leave the process. They may get lost; a fact that must not is a row in the database.
 */
public final class ClusterTopic {
    private final String name;

    private ClusterTopic(String name) {
        this.name = name;
    }

    public static ClusterTopic of(Addresses topic) {
        return new ClusterTopic(topic.of(""));
    }

    /** Sends a name or an id, empty for none, to all subscribers, and waits for nobody. */
    public void publish(Vertx vertx, String subject) {
        vertx.eventBus().publish(name, subject);
    }

    /** Hears every message from now on, until the verticle that called this is undeployed. */
    public void subscribe(Vertx vertx, Consumer<String> hearing) {
        vertx.eventBus().<String>consumer(name, message -> hearing.accept(message.body()));
    }
}
