package com.plugipay.providers;

import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * An account that a workspace has connected, with its credentials.
 *
 * @param credentials empty where the provider needs none
 * @param publicConfig what its probe has set up, and the merchant's configuration that is not secret
 */
public record ProviderAccountCredentials(Tenant tenant, Credentials credentials, Map<String, Object> publicConfig) {
    /** Finds connected accounts for adapters. */
    public interface Source {
        /** The account, if the workspace has connected one, whether or not it works. */
        Future<Optional<ProviderAccountCredentials>> find(Tenant tenant, ProviderKind kind);
    }
}
