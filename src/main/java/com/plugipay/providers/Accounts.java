package com.plugipay.providers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.model.Tenant;
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
public final class Accounts {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final ProviderAccountStore store;
    private final Cache<Key, Optional<ConnectedAccount>> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Key(Tenant tenant, ProviderKind kind) {}

    public Accounts(ProviderAccountStore store) {
        this.store = store;
    }

    /** The account, if the workspace has connected one with credentials; whether it works is another question. */
    public Future<Optional<ConnectedAccount>> find(Tenant tenant, ProviderKind kind) {
        Key key = new Key(tenant, kind);
        Optional<ConnectedAccount> cached = known.getIfPresent(key);
        if (cached != null) {
            return Future.succeededFuture(cached);
        }
        return store.connected(tenant, kind).onSuccess(account -> known.put(key, account));
    }

    /** Forgets what was known of a workspace, because it has just changed. */
    void forget(Tenant tenant, ProviderKind kind) {
        known.invalidate(new Key(tenant, kind));
    }
}
