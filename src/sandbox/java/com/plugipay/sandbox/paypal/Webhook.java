package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.Loopback;
import com.plugipay.sandbox.paypal.api.PayPalErrors;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an app wants which events.
 *
 * @param eventTypes names, or {@code *} for all
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/event-names/">Webhook event names</a>
 */
record Webhook(String id, RestApp owner, String url, Set<String> eventTypes) implements Ledger.Owned {
    private static final int LONGEST_URL = 2048;
    /** Families of names that exist; the stand-in itself sends a few of them. */
    private static final Pattern EVENT_TYPE = Pattern.compile(
            "\\*|(BILLING|BILLING_AGREEMENTS|CATALOG|CHECKOUT|CUSTOMER|INVOICING|MERCHANT|PAYMENT|PAYMENTS|RISK|VAULT)"
                    + "(\\.[A-Z_-]+)+");

    boolean wants(String eventType) {
        return eventTypes.contains("*") || eventTypes.contains(eventType);
    }

    /** The same after one operation of a JSON patch, which can only replace. */
    Webhook patched(JsonObject patch) {
        Object value = patch.getValue("value");
        return switch (String.valueOf(patch.getValue("path"))) {
            case "/url" -> new Webhook(id, owner, url(value), eventTypes);
            case "/event_types" -> new Webhook(id, owner, url, eventTypes(value));
            default -> throw PayPalErrors.webhookField("path", "Not a valid path");
        };
    }

    JsonObject toJson(PayPalTools tools) {
        String path = "/v1/notifications/webhooks/" + id;
        JsonArray links = array(
                tools.link(path, "self", "GET"),
                tools.link(path, "update", "PATCH"),
                tools.link(path, "delete", "DELETE"));
        JsonArray types = array(eventTypes.stream().map(name -> json("name", name, "status", "ENABLED")));
        return json("id", id, "url", url, "event_types", types, "links", links);
    }

    /**
     * PayPal takes https on port 443 only. The stand-in also takes this machine, with http and on any port: a gateway
     * in development has no certificate, and this is the only place that the stand-in ever calls.
     */
    static String url(@Nullable Object value) {
        if (value instanceof String url && url.length() <= LONGEST_URL && Loopback.allows(url)) {
            URI parsed = URI.create(url);
            if (Loopback.is(parsed.getHost()) || parsed.getPort() == -1 || parsed.getPort() == 443) {
                return url;
            }
        }
        throw PayPalErrors.webhookField("url", "Not a valid webhook URL");
    }

    static Set<String> eventTypes(@Nullable Object value) {
        if (!(value instanceof JsonArray types) || types.isEmpty()) {
            throw PayPalErrors.webhookField("event_types", "Required field is missing");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Object type : types) {
            if (!(type instanceof JsonObject json
                    && json.getValue("name") instanceof String name
                    && EVENT_TYPE.matcher(name).matches())) {
                throw PayPalErrors.webhookField("event_types", "Not a valid event type");
            }
            names.add(name);
        }
        return names;
    }
}
