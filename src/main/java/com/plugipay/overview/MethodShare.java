package com.plugipay.overview;

import com.plugipay.providers.Method;

/**
 * What was paid by a method.
 *
 * @param received in the currency's minor unit, before refunds
 * @param succeeded the number of payments
 */
public record MethodShare(Method method, long received, long succeeded) {}
