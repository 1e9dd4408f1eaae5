package com.plugipay.sandbox.shop;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One bag of beans that somebody wants to buy. Never changes: each step makes a new one.
 *
 * <p>The id is unguessable, for it is the only lock on the order's page. Session and page are null until the gateway
 * has answered; {@code decidedBy} is the webhook that decided the state, null while it is awaited.
 */
public record ShopOrder(
        String id,
        String number,
        Product product,
        Instant createdAt,
        State state,
        @Nullable String sessionId,
        @Nullable String hostedUrl,
        @Nullable ReceivedEvent decidedBy) {

    /** Where an order stands. */
    public enum State {
        AWAITING_PAYMENT,
        PAID,
        CANCELED
    }

    static ShopOrder placed(String number, Product product) {
        String id = UUID.randomUUID().toString();
        return new ShopOrder(id, number, product, Instant.now(), State.AWAITING_PAYMENT, null, null, null);
    }

    ShopOrder payableAt(String session, String url) {
        return new ShopOrder(id, number, product, createdAt, state, session, url, decidedBy);
    }

    /** The order after an event about its session. Events come in any order, so money once received stays received. */
    ShopOrder after(ReceivedEvent event) {
        State next = switch (event.type()) {
            case "checkout_session.completed" -> State.PAID;
            case "checkout_session.canceled", "checkout_session.expired" -> State.CANCELED;
            default -> state;
        };
        return next == state || state == State.PAID
                ? this
                : new ShopOrder(id, number, product, createdAt, next, sessionId, hostedUrl, event);
    }

    /** Whether a session is this order's, with its amount. The last check before beans leave the shop. */
    boolean matches(JsonObject session) {
        return (sessionId == null || sessionId.equals(session.getValue("id")))
                && session.getValue("amount") instanceof Number amount
                && amount.longValue() == product.price()
                && product.currency().equals(session.getValue("currency"));
    }

    /** The session to ask the gateway for. The buyer comes back to the order's page, paid or not. */
    JsonObject checkout(String shopUrl) {
        String page = shopUrl + "/orders/" + id;
        JsonObject bag = json("name", product.name() + ", 250 g", "quantity", 1, "unitAmount", product.price());
        return json(
                "amount", product.price(),
                "currency", product.currency(),
                "description", "Kopi Senja, order " + number,
                "lineItems", array(bag),
                "successUrl", page,
                "cancelUrl", page,
                "metadata", json("orderId", id, "orderNumber", number));
    }

    /** The state in the words of the pages' styles and scripts. */
    public String stateName() {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
