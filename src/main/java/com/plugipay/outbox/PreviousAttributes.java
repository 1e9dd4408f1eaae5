package com.plugipay.outbox;

import com.plugipay.json.Json;
import com.plugipay.model.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What events say of the state before a change. */
public final class PreviousAttributes {
    private PreviousAttributes() {}

    /** The former values of the properties that have changed, except {@code updatedAt}, which always does. */
    public static <R extends Resource> Map<String, Object> of(R before, R after) {
        Map<String, Object> now = Json.map(after);
        Map<String, Object> previous = new LinkedHashMap<>();
        Json.map(before).forEach((name, value) -> {
            if (!name.equals("updatedAt") && !Objects.equals(value, now.get(name))) {
                previous.put(name, value);
            }
        });
        return previous;
    }
}
