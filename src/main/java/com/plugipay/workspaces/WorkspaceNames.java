package com.plugipay.workspaces;

import com.plugipay.async.SingleFlightCache;
import io.vertx.core.Future;
import java.time.Duration;

/** The names of workspaces, for the pages of buyers; cached for a minute. */
public final class WorkspaceNames {
    private final WorkspaceStore workspaces;
    private final SingleFlightCache<String, String> names = SingleFlightCache.of(Duration.ofMinutes(1));

    public WorkspaceNames(WorkspaceStore workspaces) {
        this.workspaces = workspaces;
    }

    /** The name of a workspace; empty when there is no such workspace. */
    public Future<String> of(String workspaceId) {
        return names.get(
                workspaceId,
                () -> workspaces
                        .find(workspaceId)
                        .map(found -> found.map(Workspace::name).orElse("")));
    }
}
