package com.plugipay.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operations about the own account answer, as client libraries read it. */
public final class AccountResults {
    private AccountResults() {}

    /** Whether a session was ended. */
    public record RevokedSession(boolean revoked) {}

    /** How many sessions were ended. */
    public record RevokedSessions(int revokedCount) {}

    /** Whether the password was changed. */
    public record ChangedPassword(boolean changed) {}

    /** The address to which a link was mailed. */
    public record PendingEmail(boolean pending, String newEmail) {}

    /** By what the person signs in. */
    public record LinkedAccounts(boolean hasPassword, List<LinkedAccount> providers) {}

    /**
     * An account at a provider by which the person signs in.
     *
     * @param provider so far only {@code openid}
     * @param email what the provider called its address when it was linked
     */
    public record LinkedAccount(
            String id, String provider, @Nullable String email, Instant linkedAt) {}

    /** The account that the person does not sign in with any more. */
    public record UnlinkedAccount(boolean removed, String provider) {}
}
