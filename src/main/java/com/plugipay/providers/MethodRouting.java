package com.plugipay.providers;

import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which provider serves a method when several could.
 *
 * @param order the providers, the preferred one first; those that are missing come after these, in their usual order
 * @param methods exceptions to the order, by the method's name
 */
public record MethodRouting(@Size(max = 4) List<ProviderKind> order, Map<Method, ProviderKind> methods) {

    /** Providers who bring the money and tell of it before the transfer that a person has to look for. */
    static final MethodRouting DEFAULT = new MethodRouting(
            List.of(ProviderKind.XENDIT, ProviderKind.MIDTRANS, ProviderKind.PAYPAL, ProviderKind.MANUAL), Map.of());

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
        all.addAll(DEFAULT.order);
        return all;
    }
}
