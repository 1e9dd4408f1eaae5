package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.api.Jsons;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shop's order book, in memory, with the last {@value #LIMIT} orders.
 *
 * <p>Not for several threads: it lives on the shop's event loop.
 */
final class Orders {
    static final int LIMIT = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final LinkedHashMap<String, ShopOrder> orders = new LinkedHashMap<>();
    private int lastNumber = 1000;

    ShopOrder place(Product product) {
        lastNumber++;
        if (orders.size() == LIMIT) {
            orders.pollFirstEntry();
        }
        return keep(ShopOrder.placed("KS-" + lastNumber, product));
    }

    /** Notes where the order can be paid. Builds on the order as it is now: its webhook may have been faster. */
    ShopOrder payable(ShopOrder placed, JsonObject session) {
        return keep(orders.getOrDefault(placed.id(), placed)
                .payableAt(session.getString("id"), session.getString("hostedUrl")));
    }

    /** Forgets an order that never got a session, and so can never be paid. */
    void forget(ShopOrder order) {
        orders.remove(order.id());
    }

    Optional<ShopOrder> find(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** Changes the order that a verified event is about, if it is an order of this shop. */
    void apply(ReceivedEvent event) {
        if (!event.type().startsWith("checkout_session.")) {
            return;
        }
        JsonObject session = event.object();
        String id = String.valueOf(Jsons.object(session, "metadata").getValue("orderId"));
        find(id).ifPresent(found -> {
            if (found.matches(session)) {
                keep(found.after(event));
            } else {
                LOG.warn("event={} names another session or amount for order={}", event.id(), found.number());
            }
        });
    }

    private ShopOrder keep(ShopOrder order) {
        orders.put(order.id(), order);
        return order;
    }
}
