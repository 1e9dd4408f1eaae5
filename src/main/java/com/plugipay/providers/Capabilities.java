package com.plugipay.providers;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider can do, as its adapter declares it. No other code decides by a provider's name.
 *
 * @param methods what its accounts take, in some currency
 * @param currencies in which; null for every currency
 * @param wholeOnly the currencies of which it takes no decimals although they have some
 * @param tellsFees whether it reports the exact fee of a payment, at once or later
 * @param confirmedByHand whether the merchant confirms payments and refunds by hand: no provider can be asked, and there is no
 *     fee
 * @param sendsCallbacks whether it sends callbacks to {@code /v1/inbound-webhooks}
 * @param believedCallbacks whether a callback alone settles a payment although its proof does not cover its content, within
 *     the limits that the account sets
 */
public record Capabilities(
        Set<Method> methods,
        @Nullable Set<String> currencies,
        Set<String> wholeOnly,
        boolean tellsFees,
        boolean confirmedByHand,
        boolean sendsCallbacks,
        boolean believedCallbacks) {
    public Capabilities {
        methods = Set.copyOf(methods);
        currencies = currencies == null ? null : Set.copyOf(currencies);
        wholeOnly = Set.copyOf(wholeOnly);
    }

    /** Creates the capabilities of a provider with these methods and currencies that reports no fees and sends callbacks. */
    public static Capabilities of(Set<Method> methods, Set<String> currencies) {
        return new Capabilities(methods, currencies, Set.of(), false, false, true, false);
    }

    /** The same, with fees reported. */
    public Capabilities tellingFees() {
        return new Capabilities(
                methods, currencies, wholeOnly, true, confirmedByHand, sendsCallbacks, believedCallbacks);
    }

    /** The same, without decimals in these currencies. */
    public Capabilities wholeOnly(Set<String> whole) {
        return new Capabilities(
                methods, currencies, whole, tellsFees, confirmedByHand, sendsCallbacks, believedCallbacks);
    }

    /** The same, with payments settled by callbacks alone, within limits. */
    public Capabilities believingCallbacks() {
        return new Capabilities(methods, currencies, wholeOnly, tellsFees, confirmedByHand, sendsCallbacks, true);
    }

    /** Creates the capabilities of a method that the merchant confirms by hand, in every currency. */
    public static Capabilities byHand(Set<Method> methods) {
        return new Capabilities(methods, null, Set.of(), false, true, false, false);
    }
}
