package com.plugipay.providers.accounts;

import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The order in which providers are chosen for a method that several take.
 *
 * @param order the providers, the preferred one first; missing ones follow in their usual order
 * @param methods exceptions to the order, by the method's name
 */
public record MethodRouting(List<ProviderKind> order, Map<Method, ProviderKind> methods) {

    static final MethodRouting DEFAULT = new MethodRouting(ProviderKind.all(), Map.of());

    public MethodRouting {
        order = order.stream().distinct().toList();
        methods = Map.copyOf(methods);
    }

    /** All providers in the order of preference for a method. */
    List<ProviderKind> order(Method method) {
        List<ProviderKind> all = new ArrayList<>();
        ProviderKind preferred = methods.get(method);
        if (preferred != null) {
            all.add(preferred);
        }
        all.addAll(order);
        all.addAll(ProviderKind.all());
        return all;
    }
}
