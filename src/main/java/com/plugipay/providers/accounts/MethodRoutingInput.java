package com.plugipay.providers.accounts;

import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The input of a whole {@link MethodRouting}.
 *
 * @param methodOrder default none
 * @param disabledMethods default none
 */
public record MethodRoutingInput(
        List<ProviderKind> order,
        Map<Method, ProviderKind> methods,
        @Nullable List<Method> methodOrder,
        @Nullable List<Method> disabledMethods) {

    MethodRouting routing() {
        return new MethodRouting(
                order,
                methods,
                Objects.requireNonNullElse(methodOrder, List.of()),
                Objects.requireNonNullElse(disabledMethods, List.of()));
    }
}
