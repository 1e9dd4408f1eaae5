package com.plugipay.providers.accounts;

import com.plugipay.async.SingleFlightCache;
import com.plugipay.db.Requester;
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
    private final SingleFlightCache<Key, Optional<ProviderAccountCredentials>> accounts =
            SingleFlightCache.of(REMEMBERED);

    /** Apart for callbacks, which may be forged: nobody else waits for their queries. */
    private record Key(Tenant tenant, ProviderKind kind, boolean isForCallback) {}

    public ProviderAccountCache(ProviderAccountStore store) {
        this.store = store;
    }

    @Override
    public Future<Optional<ProviderAccountCredentials>> find(Tenant tenant, ProviderKind kind) {
        return accounts.get(new Key(tenant, kind, Requester.checksCallback()), () -> store.connected(tenant, kind));
    }

    /** Drops the cached account of a workspace that has just changed. */
    void forget(Tenant tenant, ProviderKind kind) {
        accounts.invalidate(new Key(tenant, kind, false));
        accounts.invalidate(new Key(tenant, kind, true));
    }
}
