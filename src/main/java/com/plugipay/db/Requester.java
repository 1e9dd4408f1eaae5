package com.plugipay.db;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/**
 * For whom the current request uses the database: each requester waits in a queue of its own. Vert.x carries it along with
 * the request's context; workers use the database for the node itself.
 */
public final class Requester implements VertxServiceProvider {
    /** Work that belongs to no request. */
    static final String NODE = "node";

    /** Requests without a key, until their workspace is known. */
    private static final String VISITOR = "visitor";

    /** Queries for keys, which may be guessed. */
    private static final String KEYS = "keys";

    /** Callbacks that may be forged. */
    private static final String CALLBACKS = "callbacks";

    // Vert.x counts these when it is created, and loads service providers before.
    private static final ContextLocal<String> CURRENT = ContextLocal.registerLocal(String.class);

    @Override
    public void init(VertxBootstrap bootstrap) {}

    /** Sets the workspace of the current request. */
    public static void is(String workspaceId) {
        Context context = Vertx.currentContext();
        if (context != null) {
            CURRENT.put(context, workspaceId);
        }
    }

    /** The same for a person who works in it: pages do not wait behind all that its keys ask for. */
    public static void isMemberOf(String workspaceId) {
        is("members of " + workspaceId);
    }

    /** Notes that the workspace of the current request is not known. */
    public static void isVisitor() {
        is(VISITOR);
    }

    /** Notes that the current request queries its key. */
    public static void isKeyQuery() {
        is(KEYS);
    }

    /** Notes that the current request checks a callback. */
    public static void isCallback() {
        is(CALLBACKS);
    }

    /** Whether the current request checks a callback, whose queries wait in a queue of their own. */
    public static boolean checksCallback() {
        return CALLBACKS.equals(current());
    }

    static String current() {
        Context context = Vertx.currentContext();
        String workspaceId = context == null ? null : CURRENT.get(context);
        return workspaceId == null ? NODE : workspaceId;
    }
}
