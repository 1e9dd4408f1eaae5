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

/** The events that a key may know of: those about objects that it may read. */
public final class EventPermissions {
    private EventPermissions() {}

    /**
     * The types that a list shows to that key.
     *
     * @param type what is asked for; empty for all that it may know of
     * @return fails with the 403 that names what is missing when the key may know nothing of what is asked for
     */
    static Set<EventType> of(Principal principal, String type) {
        EventType.of(type).ifPresent(asked -> require(principal, Set.of(asked)));
        Set<EventType> known = EnumSet.allOf(EventType.class);
        known.removeIf(each -> !principal.mayKnow(each));
        if (known.isEmpty()) {
            require(principal, EnumSet.allOf(EventType.class));
        }
        return known;
    }

    /** Refuses with 403 when the key may not know of all of these, and names each right that is missing. */
    public static void require(Principal principal, Collection<EventType> types) {
        List<Map<String, String>> missing = types.stream()
                .filter(type -> !principal.mayKnow(type))
                .map(type -> Permission.toRead(type.resource()).scope())
                .distinct()
                .sorted()
                .map(scope -> Map.of("needs", scope))
                .toList();
        if (!missing.isEmpty()) {
            throw ErrorCode.FORBIDDEN
                    .withMessage("Events show what they are about: this key must be allowed to read that.")
                    .with(missing);
        }
    }
}
