package com.plugipay.events;

import com.plugipay.auth.Permission;
import com.plugipay.auth.Principal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.EventType;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events that a key may read: those about objects that it may read. */
public final class EventPermissions {
    private EventPermissions() {}

    /**
     * The types that a list shows to a key.
     *
     * @param type the type that the key filters by; empty for all that it may read
     * @return fails with a 403 that names the missing scopes when the key may read none of these
     */
    static Set<EventType> of(Principal principal, String type) {
        EventType.of(type).ifPresent(filtered -> require(principal, Set.of(filtered)));
        Set<EventType> readable = EnumSet.allOf(EventType.class);
        readable.removeIf(candidate -> !principal.mayReadEvents(candidate));
        if (readable.isEmpty()) {
            require(principal, EnumSet.allOf(EventType.class));
        }
        return readable;
    }

    /** Fails with a 403 that names the missing scopes unless the key may read all of these types. */
    public static void require(Principal principal, Collection<EventType> types) {
        List<Map<String, String>> missing = types.stream()
                .filter(type -> !principal.mayReadEvents(type))
                .map(type -> Permission.toRead(type.resource()).scope())
                .distinct()
                .sorted()
                .map(scope -> Map.of("needs", scope))
                .toList();
        if (!missing.isEmpty()) {
            throw ErrorCode.FORBIDDEN
                    .withMessage("Events show the objects that they are about: this key must be allowed to read these.")
                    .with(missing);
        }
    }
}
