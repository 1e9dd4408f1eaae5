package com.plugipay.people.factors;

import com.plugipay.people.credentials.StoredPasskey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passkey, as its person sees it.
 *
 * @param name what the person calls it
 * @param isBackedUp whether it is kept in an account of Apple, Google or the like, and survives the loss of the device
 * @param stored what signing in needs of it
 */
public record Passkey(
        String id,
        String name,
        boolean isBackedUp,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        StoredPasskey stored) {}
