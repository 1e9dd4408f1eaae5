package com.plugipay.tiers;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The tier to change to.
 *
 * @param tier its id
 */
record TierInput(
        @Size(min = 1, max = 50) String tier,
        @Size(max = 3) @Nullable String currency) {}
