package com.plugipay.providers.accounts;

import com.plugipay.async.SingleFlightCache;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final MethodRoutingStore routings;
    private final AmountLimitTable limits;
    private final SingleFlightCache<Tenant, Connected> connected = SingleFlightCache.of(REMEMBERED);

    public ConnectedMethods(ProviderAccountStore accounts, MethodRoutingStore routings, AmountLimitTable limits) {
        this.accounts = accounts;
        this.routings = routings;
        this.limits = limits;
    }

    /** Drops the cached entry of a workspace that has just changed. */
    public void forget(Tenant tenant) {
        connected.invalidate(tenant);
    }

    /** The providers that are connected and active. */
    public Future<List<ProviderKind>> active(Tenant tenant) {
        return connected(tenant).map(Connected::active);
    }

    /** What amounts a provider takes by a method. */
    public AmountLimits limits(ProviderKind provider, Method method, String currency) {
        return limits.of(provider, method, currency);
    }

    /** Every method by which that amount can be taken now, in minor units. */
    public Future<List<Method>> methods(Tenant tenant, long amount, String currency) {
        return connected(tenant).map(connected -> connected.methods(amount, currency));
    }

    /**
     * Chooses the methods of a session: the requested ones, all of which must take the amount, and of a requested family those
     * that do; without a request every method that does.
     *
     * @return fails naming the field, and the limit where there is one
     */
    public Future<List<Method>> choose(Tenant tenant, long amount, String currency, List<RequestedMethod> requested) {
        return connected(tenant).map(connected -> {
            List<Method> possible = connected.methods(amount, currency);
            if (requested.isEmpty() && possible.isEmpty()) {
                throw connected.none(amount, currency);
            }
            return chosen(requested, possible, (field, refused) -> connected.refusal(field, refused, amount, currency));
        });
    }

    /** The possible methods that are requested, each once; all of them if none is. */
    private static List<Method> chosen(
            List<RequestedMethod> requested,
            List<Method> possible,
            BiFunction<String, RequestedMethod, ApiException> refusal) {
        if (requested.isEmpty()) {
            return possible;
        }
        Set<Method> chosen = new LinkedHashSet<>();
        for (int i = 0; i < requested.size(); i++) {
            List<Method> meant = requested.get(i).methods();
            if (Collections.disjoint(possible, meant)) {
                throw refusal.apply("methods/" + i, requested.get(i));
            }
            possible.stream().filter(meant::contains).forEach(chosen::add);
        }
        return List.copyOf(chosen);
    }

    /**
     * Every method that can be stored: without an amount each that a provider stores; with one those whose provider for that
     * amount stores them.
     */
    public Future<List<Method>> storable(Tenant tenant, long amount, String currency) {
        return connected(tenant).map(connected -> connected.storable(amount, currency));
    }

    /**
     * Chooses the methods of a session that only stores one: the requested ones, all of which must be storable; without a
     * request all that are.
     *
     * @return fails naming the field
     */
    public Future<List<Method>> chooseStorable(Tenant tenant, String currency, List<RequestedMethod> requested) {
        return connected(tenant).map(connected -> {
            List<Method> storable = connected.storable(0, currency);
            if (requested.isEmpty() && storable.isEmpty()) {
                throw ErrorCode.PROVIDER_NOT_CONFIGURED.forField(
                        "currency", "No connected provider stores payment methods for " + currency + ".");
            }
            return chosen(
                    requested,
                    storable,
                    (field, refused) -> ErrorCode.VALIDATION_ERROR.forField(
                            field, "No connected provider stores " + refused.text() + "."));
        });
    }

    /** The provider that stores that method without a payment; fails naming the field when there is none. */
    public Future<ProviderKind> storingProvider(Tenant tenant, Method method, String currency) {
        return connected(tenant)
                .map(connected -> connected
                        .storing(method, currency)
                        .findFirst()
                        .orElseThrow(() -> ErrorCode.PROVIDER_NOT_CONFIGURED.forField(
                                "method", "No connected provider stores " + method.text() + ".")));
    }

    /** The provider that takes that amount by that method; fails naming the field when there is none. */
    public Future<ProviderKind> provider(
            Tenant tenant, Method method, long amount, String currency, @Nullable ProviderKind wanted) {
        return connected(tenant).map(connected -> {
            List<ProviderKind> able = connected.active().stream()
                    .filter(kind -> kind.takes(method))
                    .filter(kind -> wanted == null || wanted == kind)
                    .toList();
            if (able.isEmpty()) {
                throw wanted == null
                        ? ErrorCode.PROVIDER_NOT_CONFIGURED.forField(
                                "method", "No connected provider takes " + method.text() + ".")
                        : ErrorCode.PROVIDER_NOT_CONFIGURED.forField(
                                "provider", "This provider is not connected, or does not take that method.");
            }
            List<ProviderKind> ofCurrency = connected.routing().order(method).stream()
                    .filter(able::contains)
                    .filter(kind -> kind.takes(currency))
                    .distinct()
                    .toList();
            if (ofCurrency.isEmpty()) {
                throw notInCurrency("currency", method.text(), able, currency);
            }
            return ofCurrency.stream()
                    .filter(kind -> limits.of(kind, method, currency).take(amount, currency))
                    .findFirst()
                    .orElseThrow(() -> connected.outOfLimits("amount", List.of(method), ofCurrency, amount, currency));
        });
    }

    /** @param offered the methods that the checkout may offer, in their order */
    private record Connected(
            List<ProviderKind> active, MethodRouting routing, List<Method> offered, AmountLimitTable limits) {

        static Connected of(List<ProviderKind> active, MethodRouting routing, AmountLimitTable limits) {
            return new Connected(
                    active,
                    routing,
                    routing.inOrder().stream().filter(routing::isOffered).toList(),
                    limits);
        }

        List<Method> methods(long amount, String currency) {
            return offered.stream()
                    .filter(method -> active.stream()
                            .anyMatch(kind -> kind.takes(method, currency)
                                    && limits.of(kind, method, currency).take(amount, currency)))
                    .toList();
        }

        List<Method> storable(long amount, String currency) {
            return offered.stream()
                    .filter(method -> amount == 0
                            ? storing(method, currency).findAny().isPresent()
                            : taking(method, amount, currency)
                                    .findFirst()
                                    .filter(kind -> kind.stores(method, currency))
                                    .isPresent())
                    .toList();
        }

        Stream<ProviderKind> storing(Method method, String currency) {
            return inOrder(method).filter(kind -> kind.stores(method, currency));
        }

        private Stream<ProviderKind> taking(Method method, long amount, String currency) {
            return inOrder(method)
                    .filter(kind -> kind.takes(method, currency)
                            && limits.of(kind, method, currency).take(amount, currency));
        }

        private Stream<ProviderKind> inOrder(Method method) {
            return routing.order(method).stream().filter(active::contains).distinct();
        }

        ApiException refusal(String field, RequestedMethod requested, long amount, String currency) {
            List<Method> switchedOn =
                    requested.methods().stream().filter(routing::isOffered).toList();
            if (switchedOn.isEmpty()) {
                return ErrorCode.VALIDATION_ERROR.forField(
                        field, requested.text() + " is switched off in the settings of the workspace.");
            }
            List<Method> ofCurrency = switchedOn.stream()
                    .filter(method -> active.stream().anyMatch(kind -> kind.takes(method, currency)))
                    .toList();
            if (!ofCurrency.isEmpty()) {
                return outOfLimits(field, ofCurrency, active, amount, currency);
            }
            List<ProviderKind> able = active.stream()
                    .filter(kind -> switchedOn.stream().anyMatch(kind::takes))
                    .toList();
            return able.isEmpty()
                    ? ErrorCode.PROVIDER_NOT_CONFIGURED.forField(
                            field, "No connected provider takes " + requested.text() + ".")
                    : notInCurrency(field, requested.text(), able, currency);
        }

        ApiException none(long amount, String currency) {
            List<Method> ofCurrency = offered.stream()
                    .filter(method -> active.stream().anyMatch(kind -> kind.takes(method, currency)))
                    .toList();
            return ofCurrency.isEmpty()
                    ? ErrorCode.PROVIDER_NOT_CONFIGURED.forField(
                            "currency",
                            "No connected provider takes " + currency + ": " + currencies(active)
                                    + "connect one under /adapters.")
                    : outOfLimits("amount", ofCurrency, active, amount, currency);
        }

        /** The refusal with the limits, which the provider itself would give later. */
        private ApiException outOfLimits(
                String field, List<Method> methods, List<ProviderKind> kinds, long amount, String currency) {
            List<Map<String, Object>> details = new ArrayList<>();
            for (Method method : methods) {
                kinds.stream()
                        .filter(kind -> kind.takes(method, currency))
                        .map(kind -> limits.of(kind, method, currency).details(kind, method, amount, currency))
                        .forEach(details::add);
            }
            return ErrorCode.PROVIDER_REJECTED
                    .forField(
                            field,
                            "This amount cannot be charged: "
                                    + details.getFirst().get("message"))
                    .with(details);
        }
    }

    /** The refusal of a currency by those that take the method in others. */
    private static ApiException notInCurrency(String field, String method, List<ProviderKind> able, String currency) {
        return ErrorCode.CURRENCY_NOT_SUPPORTED.forField(
                field,
                able.stream()
                        .map(kind -> kind.text() + " takes "
                                + (kind.text().equals(method) ? "" : method + " in ")
                                + kind.currencies())
                        .collect(Collectors.joining(", ", "", ", not " + currency + ".")));
    }

    private static String currencies(List<ProviderKind> active) {
        return active.stream()
                .map(kind -> kind.text() + " takes " + kind.currencies() + "; ")
                .collect(Collectors.joining());
    }

    private Future<Connected> connected(Tenant tenant) {
        return connected.get(
                tenant,
                () -> Future.all(accounts.all(tenant), routings.routing(tenant))
                        .map(both -> Connected.of(
                                both.<ProviderAccountList>resultAt(0).active(),
                                both.<MethodRouting>resultAt(1),
                                limits)));
    }
}
