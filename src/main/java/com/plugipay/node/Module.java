package com.plugipay.node;

import com.plugipay.errors.ApiException;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.operations.Operations;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import io.vertx.core.Deployable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** A domain as a node sees it: its routes, its periodic work and its verticles. All of these may be empty. */
public interface Module {
    /** Mounts the operations of the API, and with them their documentation. */
    default void mount(Operations api) {}

    /** Mounts routes outside the API, such as pages and callbacks; once for each event loop. */
    default void mount(Router router) {}

    /** Mounts the few routes that read their bodies themselves, with limits of their own; once for each event loop. */
    default void mountUploads(Router router) {}

    /** Responds to a browser that asks for an address which no route can read; false for what it leaves to others. */
    default boolean respondsToUnreadable(RoutingContext context) {
        return false;
    }

    /** The page for a browser's request that was not read to its end; empty for what it leaves to others. */
    default Optional<Reply> refusalOfUnreadable(HttpServerRequest request, ApiException failure) {
        return Optional.empty();
    }

    /** The tables whose rows its workers claim. */
    default List<Claimable> claimed() {
        return List.of();
    }

    /** Verticles that others send requests to: deployed before the others, and undeployed after them. */
    default List<Deployable> services() {
        return List.of();
    }

    /** Verticles that work in the background. */
    default List<Deployable> workers() {
        return List.of();
    }

    /** Periodic work. */
    default List<Work> work() {
        return List.of();
    }
}
