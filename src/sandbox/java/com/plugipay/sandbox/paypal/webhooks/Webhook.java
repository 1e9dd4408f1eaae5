package com.plugipay.sandbox.paypal.webhooks;

import com.plugipay.sandbox.kit.Loopback;
import com.plugipay.sandbox.paypal.Links;
import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an app wants to be told what.
 *
 * @param eventTypes names, or {@code *} for all
 * @see <a href="https://developer.paypal.com/api/rest/webhooks/event-names/">Webhook event names</a>
 */
record Webhook(String id, String clientId, String url, Set<String> eventTypes) {
    private static final int LONGEST_URL = 2048;
    /** Families of names that exist; the stand-in itself sends a few of them. */
    private static final Pattern EVENT_TYPE = Pattern.compile(
            "\\*|(BILLING|BILLING_AGREEMENTS|CATALOG|CHECKOUT|CUSTOMER|INVOICING|MERCHANT|PAYMENT|PAYMENTS|RISK|VAULT)(\\.[A-Z_-]+)+");

    boolean wants(String eventType) {
        return eventTypes.contains("*") || eventTypes.contains(eventType);
    }

    Webhook withUrl(String changed) {
        return new Webhook(id, clientId, changed, eventTypes);
    }

    Webhook withEventTypes(Set<String> changed) {
        return new Webhook(id, clientId, url, changed);
    }

    JsonObject toJson(Links links) {
        String path = "/v1/notifications/webhooks/" + id;
        return new JsonObject()
                .put("id", id)
                .put("url", url)
                .put("event_types", eventTypesJson())
                .put(
                        "links",
                        new JsonArray()
                                .add(links.link(path, "self", "GET"))
                                .add(links.link(path, "update", "PATCH"))
                                .add(links.link(path, "delete", "DELETE")));
    }

    private JsonArray eventTypesJson() {
        JsonArray types = new JsonArray();
        eventTypes.forEach(name -> types.add(new JsonObject().put("name", name).put("status", "ENABLED")));
        return types;
    }

    /**
     * PayPal takes https on port 443 only. The stand-in also takes this machine, with http and on any port: a gateway in
     * development has no certificate, and this is the only place that the stand-in ever calls.
     */
    static String url(@Nullable Object value) {
        if (value instanceof String url && url.length() <= LONGEST_URL && acceptable(url)) {
            return url;
        }
        throw PayPalRefusal.webhookField("url", "Not a valid webhook URL");
    }

    private static boolean acceptable(String url) {
        try {
            URI parsed = new URI(url);
            String host = parsed.getHost();
            if (host == null) {
                return false;
            }
            return Loopback.is(host)
                    ? url.startsWith("http://") || url.startsWith("https://")
                    : url.startsWith("https://") && (parsed.getPort() == -1 || parsed.getPort() == 443);
        } catch (URISyntaxException wrong) {
            return false;
        }
    }

    static Set<String> eventTypes(@Nullable Object value) {
        if (!(value instanceof JsonArray types) || types.isEmpty()) {
            throw PayPalRefusal.webhookField("event_types", "Required field is missing");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Object type : types) {
            if (!(type instanceof JsonObject json
                    && json.getValue("name") instanceof String name
                    && EVENT_TYPE.matcher(name).matches())) {
                throw PayPalRefusal.webhookField("event_types", "Not a valid event type");
            }
            names.add(name);
        }
        return names;
    }
}
