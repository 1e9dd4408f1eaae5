package com.plugipay.providers.accounts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which methods the checkout offers, in which order, and the order in which providers are chosen for a method that several
 * take.
 *
 * @param order the providers, the preferred one first; missing ones follow in their usual order
 * @param methods exceptions to the order, by the method's name
 * @param methodOrder the methods as buyers see them; missing ones follow in their usual order
 * @param disabledMethods those that new sessions do not offer
 */
public record MethodRouting(
        List<ProviderKind> order,
        Map<Method, ProviderKind> methods,
        List<Method> methodOrder,
        List<Method> disabledMethods) {

    static final MethodRouting DEFAULT = new MethodRouting(ProviderKind.all(), Map.of(), List.of(), List.of());

    public MethodRouting {
        order = order.stream().distinct().toList();
        methods = Map.copyOf(methods);
        methodOrder = distinct(methodOrder);
        disabledMethods = distinct(disabledMethods);
    }

    /** A routing that was stored before there were these lists has none. */
    private static List<Method> distinct(@Nullable List<Method> methods) {
        return methods == null ? List.of() : methods.stream().distinct().toList();
    }

    /** All providers in the order of preference for a method. */
    public List<ProviderKind> order(Method method) {
        List<ProviderKind> all = new ArrayList<>();
        ProviderKind preferred = methods.get(method);
        if (preferred != null) {
            all.add(preferred);
        }
        all.addAll(order);
        all.addAll(ProviderKind.all());
        return all;
    }

    /** All methods as buyers see them. */
    public List<Method> inOrder() {
        return Stream.concat(methodOrder.stream(), Stream.of(Method.values()))
                .distinct()
                .toList();
    }

    /** Whether the checkout may offer this method. */
    @JsonIgnore
    public boolean isOffered(Method method) {
        return !disabledMethods.contains(method);
    }
}
