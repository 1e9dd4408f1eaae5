package com.plugipay.providers.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * The connected accounts, as adapters use them.
 *
 * <p>One for all event loops of a node, remembered for a short time, because every request to a provider and every
 * callback needs one; a change on this node is known before its answer goes out, on another node within
 * {@link #REMEMBERED}.
 */
public final class ProviderAccountCache implements ProviderAccountCredentials.Source {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final ProviderAccountStore store;
    private final Cache<Key, Optional<ProviderAccountCredentials>> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Key(Tenant tenant, ProviderKind kind) {}

    public ProviderAccountCache(ProviderAccountStore store) {
        this.store = store;
    }

    @Override
    public Future<Optional<ProviderAccountCredentials>> find(Tenant tenant, ProviderKind kind) {
        Key key = new Key(tenant, kind);
        Optional<ProviderAccountCredentials> cached = known.getIfPresent(key);
        if (cached != null) {
            return Future.succeededFuture(cached);
        }
        return store.connected(tenant, kind).onSuccess(account -> known.put(key, account));
    }

    /** Drops the cached account of a workspace that has just changed. */
    void forget(Tenant tenant, ProviderKind kind) {
        known.invalidate(new Key(tenant, kind));
    }
}
