package com.plugipay.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object that was found.
 *
 * @param resource the first part of the path of its operations, such as {@code payments}
 * @param label its name, number or description; null when it has none
 * @param amount in the currency's minor unit; null for an object without an amount
 * @param currency that of the amount; null with it
 * @param status its state; null for an object without states
 */
public record Hit(
        String resource,
        String id,
        @Nullable String label,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String status,
        Instant createdAt) {}
