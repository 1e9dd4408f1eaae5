package com.plugipay.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The role of a key, which decides what it may do. */
public enum Role {
    @JsonProperty("full_access")
    FULL_ACCESS,
    @JsonProperty("read_only")
    READ_ONLY,
    @JsonProperty("webhook_management_only")
    WEBHOOK_MANAGEMENT_ONLY,
    @JsonProperty("restricted")
    RESTRICTED;

    private static final Set<String> WEBHOOK_RESOURCES = Set.of("webhooks", "events");

    /** Whether a key with this role and these scopes has a permission. */
    public boolean allows(Permission permission, List<String> scopes) {
        return switch (this) {
            case FULL_ACCESS -> true;
            case READ_ONLY -> !permission.writes();
            case WEBHOOK_MANAGEMENT_ONLY -> WEBHOOK_RESOURCES.contains(permission.resource());
            case RESTRICTED -> scopes.contains(permission.scope()) || scopes.contains("*:" + permission.verb());
        };
    }

    /**
     * Whether such a key may read events about objects that it needs this permission for. A key that manages webhooks may
     * read all events; a restricted key only those about objects that it could read itself.
     */
    public boolean allowsEventsOf(Permission permission, List<String> scopes) {
        return this == WEBHOOK_MANAGEMENT_ONLY || allows(permission, scopes);
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
