package com.plugipay.work;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of each workspace runs at a time: what is beyond that waits for its turn, and nobody else waits for it. */
final class WorkspaceConcurrency {
    private final int ofOne;
    private final Map<String, Share> shares = new HashMap<>();

    private static final class Share {
        private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
        private int running;
    }

    WorkspaceConcurrency(int ofOne) {
        this.ofOne = ofOne;
    }

    /** Completes when it is its turn; to be given to {@link #end}, whatever becomes of it. */
    synchronized Promise<Void> turn(String workspaceId) {
        Share share = shares.computeIfAbsent(workspaceId, whose -> new Share());
        Promise<Void> turn = Promise.promise();
        if (share.running < ofOne) {
            share.running++;
            turn.complete();
        } else {
            share.waiting.add(turn);
        }
        return turn;
    }

    /** Makes room for the next; one that still waits fails. */
    void end(String workspaceId, Promise<Void> turn) {
        @Nullable Promise<Void> next = leave(workspaceId, turn);
        if (next != null) {
            next.complete();
        }
    }

    private synchronized @Nullable Promise<Void> leave(String workspaceId, Promise<Void> turn) {
        Share share = shares.get(workspaceId);
        if (share == null || share.waiting.remove(turn)) {
            turn.tryFail("It has waited in vain");
            return null;
        }
        @Nullable Promise<Void> next = share.waiting.poll();
        if (next == null) {
            share.running--;
        }
        if (share.running == 0) {
            shares.remove(workspaceId);
        }
        return next;
    }
}
