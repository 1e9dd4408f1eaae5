package com.plugipay.sandbox.kit;

import io.vertx.ext.web.Router;
import java.util.List;

/** One provider as seen from outside: its API, the pages it shows to buyers, and its own books. */
public interface StandIn {
    /** The name in paths and in settings: {@code xendit}, {@code midtrans} or {@code paypal}. */
    String name();

    /** Adds the API and the buyers' pages to a router that is mounted under {@code /<name>}; bodies are read already. */
    void mount(Router router);

    /** All charges, as the provider would report them. */
    List<BookEntry> books();

    /**
     * The buyer does something with an object: {@code pay}, {@code fail}, {@code expire} and more by provider.
     *
     * <p>Throws {@link IllegalArgumentException} for an unknown object or action, and for what is not possible now.
     */
    void act(String id, String action);

    /** What a buyer can do with this entry now: the buttons of the control page. */
    List<String> actions(BookEntry entry);
}
