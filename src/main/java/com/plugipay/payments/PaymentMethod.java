package com.plugipay.payments;

import com.plugipay.providers.Method;

/** A payment's method, with the name that people know. */
public record PaymentMethod(Method type, String label) {
    public static PaymentMethod of(Method method) {
        return new PaymentMethod(method, method.label());
    }
}
