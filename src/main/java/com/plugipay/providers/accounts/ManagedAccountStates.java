package com.plugipay.providers.accounts;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * States of a managed account, as a test sets them.
 *
 * @param kybStatus how far the check of the business is
 * @param capabilitiesStatus whether it may take payments
 * @param payoutsReady whether it may pay out
 */
record ManagedAccountStates(
        @Size(max = 50) @Nullable String kybStatus,
        @Size(max = 50) @Nullable String capabilitiesStatus,
        @Nullable Boolean payoutsReady) {}
