package com.plugipay.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.auth.KeyRole;
import com.plugipay.json.SdkName;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An API key without its secrets. The prefix of {@code keyId} shows its mode. */
public record ApiKey(
        String id,
        String workspaceId,
        @SdkName("environment") Mode mode,
        String keyId,
        String name,
        @Nullable String description,
        KeyRole role,
        List<String> scopes,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt)
        implements Resource {

    private static final int PREFIX_LENGTH = 12;
    private static final int KEY_ID_LENGTH = 20;

    /** The beginning of the key id, to recognise it. */
    @JsonProperty
    public String keyPrefix() {
        return keyId.substring(0, Math.min(PREFIX_LENGTH, keyId.length()));
    }

    static ApiKey create(
            Tenant tenant, String name, @Nullable String description, KeyRole role, List<String> scopes, Instant now) {
        String keyId = "pk_" + tenant.mode().text() + '_' + Ids.alphanumeric(KEY_ID_LENGTH);
        return new ApiKey(
                Ids.at(now, "ak"),
                tenant.workspaceId(),
                tenant.mode(),
                keyId,
                name,
                description,
                role,
                scopes,
                now,
                now,
                null,
                null);
    }
}
