package com.plugipay.pages.dashboard.export;

import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Limits the exports that run at once on a node, on all event loops together: in total, and one per workspace. */
final class ExportSlots {
    private static final int TOTAL = 4;

    private final Set<String> workspaces = new HashSet<>();

    /** Runs an export in a slot; fails with a conflict while another one of the workspace runs, or when all slots are taken. */
    Future<Void> with(String workspaceId, Supplier<Future<Void>> export) {
        if (!take(workspaceId)) {
            return Future.failedFuture(ErrorCode.CONFLICT.withMessage("Another export runs."));
        }
        return Future.succeededFuture().compose(taken -> export.get()).onComplete(ended -> release(workspaceId));
    }

    private synchronized boolean take(String workspaceId) {
        return workspaces.size() < TOTAL && workspaces.add(workspaceId);
    }

    private synchronized void release(String workspaceId) {
        workspaces.remove(workspaceId);
    }
}
