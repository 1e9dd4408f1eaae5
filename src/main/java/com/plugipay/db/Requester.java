package com.plugipay.db;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/**
 * For whom the current request asks the database, so that each waits in a line of its own. It goes along with the request
 * through everything that Vert.x calls back; workers ask for the node itself.
 */
public final class Requester implements VertxServiceProvider {
    /** Whoever works for no request. */
    static final String NODE = "node";

    /** Whoever asks without a key, as long as it is not known of which workspace. */
    private static final String VISITOR = "visitor";

    /** Whoever asks which key that is, which may be a guess. */
    private static final String KEYS = "keys";

    /** Whoever sends a callback, as long as it may be forged. */
    private static final String CALLBACKS = "callbacks";

    // Vert.x counts these when it is created, and loads its providers before.
    private static final ContextLocal<String> CURRENT = ContextLocal.registerLocal(String.class);

    @Override
    public void init(VertxBootstrap bootstrap) {}

    /** The current request asks for this workspace. */
    public static void is(String workspaceId) {
        Context context = Vertx.currentContext();
        if (context != null) {
            CURRENT.put(context, workspaceId);
        }
    }

    /** The current request asks for nobody who is known. */
    public static void isVisitor() {
        is(VISITOR);
    }

    /** What is asked now is which key that is. */
    public static void isKeyLookUp() {
        is(KEYS);
    }

    /** What is asked now is whether a callback is a provider's. */
    public static void isCallback() {
        is(CALLBACKS);
    }

    static String current() {
        Context context = Vertx.currentContext();
        String workspaceId = context == null ? null : CURRENT.get(context);
        return workspaceId == null ? NODE : workspaceId;
    }
}
