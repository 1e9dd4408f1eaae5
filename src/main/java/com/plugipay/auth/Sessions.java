package com.plugipay.auth;

import com.plugipay.model.Mode;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds who has a session. The database is asked each time: what is ended or taken away has an end at once. */
public interface Sessions {
    /** How long a session lasts at most. */
    Duration LONGEST = Duration.ofDays(30);

    /** How long a session lasts without a request. */
    Duration IDLE = Duration.ofHours(12);

    /**
     * The person of this cookie, while the session lasts, in a workspace.
     *
     * @param workspaceId the workspace that the request names; null for the one that the session shows. The person has no
     *     role in it when it is not a member
     * @param mode the mode that the request names; null for the one that the session shows
     */
    Future<Optional<SignedIn>> find(Secret cookie, @Nullable String workspaceId, @Nullable Mode mode, Instant now);
}
