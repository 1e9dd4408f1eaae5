package com.plugipay.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a key may do. */
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

    /** Whether a key with this role and these scopes may have that access. */
    public boolean allows(Permission access, List<String> scopes) {
        return switch (this) {
            case FULL_ACCESS -> true;
            case READ_ONLY -> !access.writes();
            case WEBHOOK_MANAGEMENT_ONLY -> WEBHOOK_RESOURCES.contains(access.resource());
            case RESTRICTED -> scopes.contains(access.scope()) || scopes.contains("*:" + access.verb());
        };
    }

    /**
     * Whether such a key may be told of what happens to objects that it needs that access for. Managing webhooks is a right
     * to all events, as the role's name promises; a restricted key learns nothing by events that it could not read itself.
     */
    public boolean allowsEventsOf(Permission access, List<String> scopes) {
        return this == WEBHOOK_MANAGEMENT_ONLY || allows(access, scopes);
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
