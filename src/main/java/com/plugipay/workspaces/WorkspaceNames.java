package com.plugipay.workspaces;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;

/** The names of workspaces, for the pages of buyers; cached for a minute. */
public final class WorkspaceNames {
    private final WorkspaceStore workspaces;
    private final Cache<String, String> names = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    public WorkspaceNames(WorkspaceStore workspaces) {
        this.workspaces = workspaces;
    }

    public Future<String> of(String workspaceId) {
        String name = names.getIfPresent(workspaceId);
        return name != null
                ? Future.succeededFuture(name)
                : workspaces
                        .find(workspaceId)
                        .map(found -> found.map(Workspace::name).orElse(""))
                        .onSuccess(found -> names.put(workspaceId, found));
    }
}
