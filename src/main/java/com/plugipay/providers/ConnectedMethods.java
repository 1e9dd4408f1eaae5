package com.plugipay.providers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.problems.Problem;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which methods a workspace can take, and from whom.
 *
 * <p>One for all event loops of a node, remembered for a short time so that a session is made without asking the
 * database; a change on this node is known before its answer goes out, on another node within {@link #REMEMBERED}.
 */
public final class ConnectedMethods {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final ProviderAccountStore accounts;
    private final Cache<Tenant, Known> known = Caffeine.newBuilder()
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
        return known(tenant)
                .map(known -> Arrays.stream(Method.values())
                        .filter(method -> known.active().stream().anyMatch(kind -> kind.takes(method, currency)))
                        .toList());
    }

    /** Who takes that method; fails naming the field when nobody does. */
    public Future<ProviderKind> provider(Tenant tenant, Method method, String currency, @Nullable ProviderKind wanted) {
        return known(tenant).map(known -> {
            List<ProviderKind> able = known.active().stream()
                    .filter(kind -> kind.takes(method))
                    .filter(kind -> wanted == null || wanted == kind)
                    .toList();
            if (able.isEmpty()) {
                throw wanted == null
                        ? Problem.PROVIDER_NOT_CONFIGURED.in(
                                "method", "No connected provider takes " + method.text() + ".")
                        : Problem.PROVIDER_NOT_CONFIGURED.in(
                                "provider", "This provider is not connected, or does not take that method.");
            }
            return known.routing().order(method).stream()
                    .filter(able::contains)
                    .filter(kind -> kind.takes(currency))
                    .findFirst()
                    .orElseThrow(() -> Problem.CURRENCY_NOT_SUPPORTED.in(
                            "currency", "No connected provider takes " + method.text() + " in " + currency + "."));
        });
    }

    private record Known(List<ProviderKind> active, MethodRouting routing) {}

    private Future<Known> known(Tenant tenant) {
        Known cached = known.getIfPresent(tenant);
        if (cached != null) {
            return Future.succeededFuture(cached);
        }
        return Future.all(accounts.all(tenant), accounts.routing(tenant))
                .map(both -> new Known(both.<ProviderAccounts>resultAt(0).active(), both.<MethodRouting>resultAt(1)))
                .onSuccess(found -> known.put(tenant, found));
    }
}
