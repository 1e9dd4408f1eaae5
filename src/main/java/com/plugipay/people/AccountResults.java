package com.plugipay.people;

import java.util.List;

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

    /** By what the person signs in: so far only by a password. */
    public record LinkedAccounts(boolean hasPassword, List<String> providers) {}
}
