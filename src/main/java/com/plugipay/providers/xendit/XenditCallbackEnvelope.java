package com.plugipay.providers.xendit;

import com.plugipay.providers.kit.JsonFields;
import java.util.Locale;

/**
 * The event and the data of a callback. One of Xendit's own examples wraps its envelope twice, and the old invoice callbacks
 * have none.
 *
 * @param event in lower case; {@code invoice} for a body without an envelope
 */
record XenditCallbackEnvelope(String event, JsonFields data) {
    private static final int MOST_WRAPPINGS = 3;

    static XenditCallbackEnvelope open(JsonFields body) {
        String event = event(body, "invoice");
        JsonFields data = body;
        for (int wrapping = 0; wrapping < MOST_WRAPPINGS; wrapping++) {
            JsonFields inner = data.object("data");
            if (!inner.isObject()) {
                break;
            }
            event = event(inner, event);
            data = inner;
        }
        return new XenditCallbackEnvelope(event, data);
    }

    private static String event(JsonFields wrapping, String fallback) {
        String event = wrapping.text("event");
        return event == null ? fallback : event.toLowerCase(Locale.ROOT);
    }
}
