package com.plugipay.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * The role of a person in a workspace, which decides what the person may do there; see {@link PermissionTable}. Each may do
 * whatever the ones after it may.
 */
public enum MemberRole {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("admin")
    ADMIN,
    @JsonProperty("member")
    MEMBER,
    @JsonProperty("read_only")
    READ_ONLY;

    /** The name in the API and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
