package com.plugipay.payments;

import com.plugipay.providers.Method;

/** How a payment was made, as a payment shows it. */
public record PaymentMethod(Method type, String label) {
    public static PaymentMethod of(Method method) {
        return new PaymentMethod(method, method.label());
    }
}
