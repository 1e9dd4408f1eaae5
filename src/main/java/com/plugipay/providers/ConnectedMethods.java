package com.plugipay.providers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.payments.Method;
import com.plugipay.problems.Problem;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Which methods a workspace can take, and from whom.
 *
 * <p>One for all event loops of a node, remembered for a short time so that a session is made without asking the
 * database; a change on this node is known before its answer goes out, on another node within {@link #REMEMBERED}.
 */
public final class ConnectedMethods {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final ProviderAccountStore accounts;
    private final Cache<Tenant, List<ProviderKind>> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    public ConnectedMethods(ProviderAccountStore accounts) {
        this.accounts = accounts;
    }

    /** Forgets what was known of a workspace, because it has just changed. */
    public void forget(Tenant tenant) {
        known.invalidate(tenant);
    }

    /** Every method that can be taken in that currency. */
    public Future<List<Method>> methods(Tenant tenant, String currency) {
        return active(tenant)
                .map(kinds -> Arrays.stream(Method.values())
                        .filter(method -> kinds.stream()
                                .anyMatch(kind -> kind.methods(currency).contains(method)))
                        .toList());
    }

    /** Who takes that method; fails when nobody does. */
    public Future<ProviderKind> provider(Tenant tenant, Method method, String currency) {
        return active(tenant)
                .map(kinds -> kinds.stream()
                        .filter(kind -> kind.methods(currency).contains(method))
                        .findFirst()
                        .orElseThrow(() -> Problem.PROVIDER_NOT_CONFIGURED.in(
                                "method", "No connected provider takes " + method.text() + " in " + currency + ".")));
    }

    private Future<List<ProviderKind>> active(Tenant tenant) {
        List<ProviderKind> cached = known.getIfPresent(tenant);
        if (cached != null) {
            return Future.succeededFuture(cached);
        }
        return accounts.all(tenant).map(ProviderAccounts::active).onSuccess(kinds -> known.put(tenant, kinds));
    }
}
