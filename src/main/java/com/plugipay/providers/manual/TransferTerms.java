package com.plugipay.providers.manual;

import org.jspecify.annotations.Nullable;

/**
 * By what a transfer is recognized.
 *
 * @param code in the last digits of its amount; null when the amount is the price
 * @param reference that no other transfer of the workspace and mode has
 */
record TransferTerms(@Nullable Long code, String reference) {}
