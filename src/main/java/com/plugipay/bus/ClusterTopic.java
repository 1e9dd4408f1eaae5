package com.plugipay.bus;

import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * A topic for messages to all nodes, which say that there is new work. They contain a name or an id, never an object that
 * could hold a secret, because they may leave the process. They may get lost; a fact that must not be lost is a row in the
 * database.
 */
public final class ClusterTopic {
    private final String name;

    private ClusterTopic(String name) {
        this.name = name;
    }

    public static ClusterTopic of(Addresses topic) {
        return new ClusterTopic(topic.of(""));
    }

    /** Sends a name or an id, which may be empty, to all subscribers, without waiting for them. */
    public void publish(Vertx vertx, String subject) {
        vertx.eventBus().publish(name, subject);
    }

    /** Passes every message to a handler, until the verticle that has called this is undeployed. */
    public void subscribe(Vertx vertx, Consumer<String> handler) {
        vertx.eventBus().<String>consumer(name, message -> handler.accept(message.body()));
    }
}
