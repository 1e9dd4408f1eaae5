package com.plugipay.workspaces;

import com.plugipay.model.Ids;
import com.plugipay.model.UpdatedAt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A business; its data is separate from that of all others.
 *
 * @param deletionDueAt when it is deleted; null unless that is scheduled
 */
public record Workspace(String id, String name, @Nullable Instant deletionDueAt, Instant createdAt, Instant updatedAt) {

    public static Workspace create(String name, Instant now) {
        return new Workspace(Ids.at(now, "ws"), name, null, now, now);
    }

    /** A copy with another name. */
    public Workspace renamed(String changed, Instant now) {
        return new Workspace(id, changed, deletionDueAt, createdAt, UpdatedAt.after(updatedAt, now));
    }
}
