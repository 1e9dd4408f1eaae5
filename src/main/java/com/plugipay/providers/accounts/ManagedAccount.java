package com.plugipay.providers.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account at a provider that Plugipay opens for a merchant, which only the hosted product does.
 *
 * @param subAccountId its id at the provider
 * @param onboardingUrl where the merchant completes it
 * @param kybStatus how far the check of the business is
 * @param capabilitiesStatus whether it may take payments
 * @param payoutsReady whether it may pay out
 */
record ManagedAccount(
        String subAccountId,
        @Nullable String email,
        @Nullable String onboardingUrl,
        String kybStatus,
        String capabilitiesStatus,
        boolean payoutsReady,
        Instant createdAt,
        Instant updatedAt) {}
