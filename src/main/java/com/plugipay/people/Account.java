package com.plugipay.people;

import com.plugipay.text.Language;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account of the person who asks.
 *
 * @param mfaEnabled whether a second factor is asked for
 */
public record Account(
        String id,
        String email,
        @Nullable String name,
        boolean emailVerified,
        Language locale,
        boolean hasPassword,
        boolean mfaEnabled,
        @Nullable Instant pendingDeletionAt,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        List<AccountMembership> memberships) {

    static Account of(Person person, List<AccountMembership> memberships) {
        return new Account(
                person.id(),
                person.email(),
                person.name(),
                person.emailVerified(),
                person.locale(),
                person.hasPassword(),
                person.hasSecondFactor(),
                null,
                person.createdAt(),
                person.lastSignInAt(),
                memberships);
    }
}
