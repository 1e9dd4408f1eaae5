package com.plugipay.providers.accounts;

import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which provider serves a method when several could.
 *
 * @param order the providers, the preferred one first; those that are missing come after these, in their usual order
 * @param methods exceptions to the order, by the method's name
 */
public record MethodRouting(List<ProviderKind> order, Map<Method, ProviderKind> methods) {

    static final MethodRouting DEFAULT = new MethodRouting(ProviderKind.all(), Map.of());

    public MethodRouting {
        order = order.stream().distinct().toList();
        methods = Map.copyOf(methods);
    }

    /** All providers, the one to be asked first at the beginning. */
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
