package com.plugipay.overview;

/**
 * How far a workspace has come, in both of its modes.
 *
 * @param hasProvider whether an account of a provider is connected in test mode
 * @param hasUsedKey whether a request was made with one of its API keys
 * @param hasTestPayment whether a payment has succeeded in test mode
 * @param hasLiveProvider whether an account of a provider is connected in live mode
 * @param hasLivePayment whether a payment has succeeded in live mode
 */
public record FirstSteps(
        boolean hasProvider,
        boolean hasUsedKey,
        boolean hasTestPayment,
        boolean hasLiveProvider,
        boolean hasLivePayment) {}
