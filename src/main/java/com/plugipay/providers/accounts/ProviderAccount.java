package com.plugipay.providers.accounts;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account that a workspace has at a provider, without its secrets.
 *
 * @param publicConfig the configuration that is not secret
 */
@RecordBuilder
public record ProviderAccount(
        ProviderKind kind,
        String workspaceId,
        Mode mode,
        Status status,
        @Nullable String secretKeyLast4,
        @Nullable Map<String, Object> publicConfig,
        @Nullable Instant configuredAt,
        @Nullable Instant lastErrorAt,
        @Nullable String lastErrorCode) {

    public enum Status {
        @JsonProperty("unconfigured")
        UNCONFIGURED,
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("error")
        ERROR;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Creates an account that is connected now; with an error code if its probe has failed. */
    static ProviderAccount connected(
            Tenant tenant,
            ProviderKind kind,
            @Nullable String secretKeyLast4,
            Map<String, Object> publicConfig,
            @Nullable String errorCode,
            Instant now) {
        return ProviderAccountBuilder.builder(unconfigured(tenant, kind))
                .status(errorCode == null ? Status.ACTIVE : Status.ERROR)
                .secretKeyLast4(secretKeyLast4)
                .publicConfig(publicConfig)
                .configuredAt(now)
                .lastErrorAt(errorCode == null ? null : now)
                .lastErrorCode(errorCode)
                .build();
    }

    /** Creates the account that is shown for a provider that was never connected. */
    static ProviderAccount unconfigured(Tenant tenant, ProviderKind kind) {
        return ProviderAccountBuilder.builder()
                .kind(kind)
                .workspaceId(tenant.workspaceId())
                .mode(tenant.mode())
                .status(Status.UNCONFIGURED)
                .build();
    }
}
