package com.plugipay.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The role of a key, which decides what it may do; see {@link PermissionTable}. */
public enum KeyRole {
    @JsonProperty("full_access")
    FULL_ACCESS,
    @JsonProperty("read_only")
    READ_ONLY,
    @JsonProperty("webhook_management_only")
    WEBHOOK_MANAGEMENT_ONLY,
    @JsonProperty("restricted")
    RESTRICTED,
    /** All of full access, also for the workspaces that its own workspace has provisioned; made by the operator only. */
    @JsonProperty("platform")
    PLATFORM;

    /** Whether it may do all that a key may do in a workspace, and make such keys. */
    public boolean isFull() {
        return this == FULL_ACCESS || this == PLATFORM;
    }

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
