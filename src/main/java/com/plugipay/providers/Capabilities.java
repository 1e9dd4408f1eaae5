package com.plugipay.providers;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider can do, as its adapter declares it. No other code decides by a provider's name.
 *
 * @param methods the methods that its accounts take, in at least one currency
 * @param storable those of the methods that it can store for a customer
 * @param currencies the currencies that its accounts take; null for every currency
 * @param wholeOnly the currencies in which it takes no decimals although they have some
 * @param reportsFees whether it reports the exact fee of a payment, at once or later
 * @param confirmedByHand whether the merchant confirms payments and refunds by hand: there is nobody to query, and no fee
 * @param sendsCallbacks whether it sends callbacks to {@code /v1/inbound-webhooks}
 * @param trustedCallbacks whether a callback alone settles a payment although its proof does not cover its content, within
 *     the limits that the account sets
 */
@RecordBuilder
public record Capabilities(
        Set<Method> methods,
        Set<Method> storable,
        @Nullable Set<String> currencies,
        Set<String> wholeOnly,
        boolean reportsFees,
        boolean confirmedByHand,
        boolean sendsCallbacks,
        boolean trustedCallbacks) {
    public Capabilities {
        methods = Set.copyOf(methods);
        storable = Set.copyOf(storable);
        currencies = currencies == null ? null : Set.copyOf(currencies);
        wholeOnly = Set.copyOf(wholeOnly);
    }

    /** Creates the capabilities of a provider with these methods and currencies that reports no fees and sends callbacks. */
    public static Capabilities of(Set<Method> methods, Set<String> currencies) {
        return CapabilitiesBuilder.builder()
                .methods(methods)
                .storable(Set.of())
                .currencies(currencies)
                .wholeOnly(Set.of())
                .sendsCallbacks(true)
                .build();
    }

    /** Returns a copy that stores these methods. */
    public Capabilities storing(Set<Method> storable) {
        return CapabilitiesBuilder.builder(this).storable(storable).build();
    }

    /** Returns a copy that reports fees. */
    public Capabilities reportingFees() {
        return CapabilitiesBuilder.builder(this).reportsFees(true).build();
    }

    /** Returns a copy that takes no decimals in these currencies. */
    public Capabilities wholeOnly(Set<String> whole) {
        return CapabilitiesBuilder.builder(this).wholeOnly(whole).build();
    }

    /** Returns a copy whose payments are settled by callbacks alone, within limits. */
    public Capabilities trustingCallbacks() {
        return CapabilitiesBuilder.builder(this).trustedCallbacks(true).build();
    }

    /** Creates the capabilities of a method that the merchant confirms by hand, in every currency. */
    public static Capabilities byHand(Set<Method> methods) {
        return CapabilitiesBuilder.builder()
                .methods(methods)
                .storable(Set.of())
                .wholeOnly(Set.of())
                .confirmedByHand(true)
                .build();
    }
}
