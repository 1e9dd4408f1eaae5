package com.plugipay.work;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Limits how many items of each workspace run at a time. Further ones wait, without delaying other workspaces. */
public final class WorkspaceConcurrency {
    private final int limit;
    private final Map<String, Running> workspaces = new HashMap<>();

    private static final class Running {
        private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
        private int running;
    }

    /** @param limit how many items of one workspace run at a time */
    public WorkspaceConcurrency(int limit) {
        this.limit = limit;
    }

    /** Runs work of a workspace when it is its turn. */
    public <T> Future<T> run(String workspaceId, Supplier<Future<T>> work) {
        Promise<Void> turn = turn(workspaceId);
        return turn.future().compose(begun -> work.get()).onComplete(over -> end(workspaceId, turn));
    }

    /** Completes when an item may run; must be passed to {@link #end} in every case. */
    synchronized Promise<Void> turn(String workspaceId) {
        Running workspace = workspaces.computeIfAbsent(workspaceId, id -> new Running());
        Promise<Void> turn = Promise.promise();
        if (workspace.running < limit) {
            workspace.running++;
            turn.complete();
        } else {
            workspace.waiting.add(turn);
        }
        return turn;
    }

    /** Lets the next item run; a turn that still waits fails. */
    void end(String workspaceId, Promise<Void> turn) {
        @Nullable Promise<Void> next = leave(workspaceId, turn);
        if (next != null) {
            next.complete();
        }
    }

    private synchronized @Nullable Promise<Void> leave(String workspaceId, Promise<Void> turn) {
        Running workspace = workspaces.get(workspaceId);
        if (workspace == null || workspace.waiting.remove(turn)) {
            turn.tryFail("Waited too long for its turn");
            return null;
        }
        @Nullable Promise<Void> next = workspace.waiting.poll();
        if (next == null) {
            workspace.running--;
        }
        if (workspace.running == 0) {
            workspaces.remove(workspaceId);
        }
        return next;
    }
}
