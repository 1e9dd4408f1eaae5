package com.plugipay.providers;

import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * The account that a workspace has connected, with all that is needed to use it.
 *
 * @param credentials none in it where the provider needs none
 * @param publicConfig what its probe has learned or set up, and what is not secret of what the merchant gave
 */
public record ProviderAccountCredentials(Tenant tenant, Credentials credentials, Map<String, Object> publicConfig) {
    /** Where adapters find them. */
    public interface Source {
        /** The account, if the workspace has connected one; whether it works is another question. */
        Future<Optional<ProviderAccountCredentials>> find(Tenant tenant, ProviderKind kind);
    }
}
