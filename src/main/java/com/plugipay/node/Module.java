package com.plugipay.node;

import com.plugipay.http.operations.Operations;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import io.vertx.core.Deployable;
import io.vertx.ext.web.Router;
import java.util.List;

/** What one domain shows to a node: its routes, its periodic work and its verticles. All of it may be empty. */
public interface Module {
    /** Mounts the operations of the API, and with them their documentation. */
    default void mount(Operations api) {}

    /** Mounts routes outside the API, such as pages and callbacks; once for each event loop. */
    default void mount(Router router) {}

    /** Mounts the few routes that read their bodies themselves and bound them; once for each event loop. */
    default void mountUploads(Router router) {}

    /** The tables whose rows its workers claim. */
    default List<Claimable> claimed() {
        return List.of();
    }

    /** Verticles that answer questions: deployed before and undeployed after everything that asks them. */
    default List<Deployable> services() {
        return List.of();
    }

    /** Verticles that work in the background. */
    default List<Deployable> workers() {
        return List.of();
    }

    /** Work that is done again and again. */
    default List<Work> work() {
        return List.of();
    }
}
