package com.plugipay.workspaces;

import com.plugipay.model.Ids;
import java.time.Instant;

/** A business; its data is separate from that of all others. */
public record Workspace(String id, String name, Instant createdAt, Instant updatedAt) {

    public static Workspace create(String name, Instant now) {
        return new Workspace(Ids.at(now, "ws"), name, now, now);
    }
}
