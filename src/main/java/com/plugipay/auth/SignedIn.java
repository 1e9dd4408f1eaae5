package com.plugipay.auth;

import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.text.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A person who has signed in, as the session says at this moment.
 *
 * @param language of the pages that the person sees
 * @param confirmedAt when the person last gave the password, or another proof that counts as much
 * @param workspaceId the workspace that is shown; null when the person is a member of none
 * @param timeZone that of the workspace in the mode that is shown; UTC when it has chosen none
 * @param defaultCurrency what forms of that workspace begin with; null when it has chosen none
 * @param memberId the membership in it; null with it
 * @param role the role in it; null with it
 */
public record SignedIn(
        String sessionId,
        String personId,
        String email,
        @Nullable String name,
        Language language,
        Instant confirmedAt,
        @Nullable String workspaceId,
        @Nullable String workspaceName,
        Mode mode,
        ZoneId timeZone,
        @Nullable String defaultCurrency,
        @Nullable String memberId,
        @Nullable MemberRole role) {
    /** How long the last confirmation counts. */
    private static final Duration CONFIRMED = Duration.ofMinutes(15);

    /** The person as who has made a change. */
    public Actor actor() {
        return Actor.person(personId, email, name);
    }

    /** Whether the person has given the password lately. */
    public boolean isConfirmed(Instant now) {
        return now.isBefore(confirmedAt.plus(CONFIRMED));
    }
}
