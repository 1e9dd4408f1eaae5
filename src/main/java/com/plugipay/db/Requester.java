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

    static String current() {
        Context context = Vertx.currentContext();
        String workspaceId = context == null ? null : CURRENT.get(context);
        return workspaceId == null ? NODE : workspaceId;
    }
}
