package com.plugipay.files;

import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Limits how many pictures wait to be encoded anew, on all event loops together: in total and of one workspace, so that one
 * workspace does not keep the others waiting.
 */
final class UploadQueue {
    private static final int TOTAL = 100;
    private static final int OF_A_WORKSPACE = 25;
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Map<String, Integer> waiting = new HashMap<>();
    private int total;

    /** Runs the work; fails with {@link ErrorCode#UNAVAILABLE} when too many wait. */
    <T> Future<T> with(String workspaceId, Supplier<Future<T>> work) {
        if (!enter(workspaceId)) {
            return Future.failedFuture(ErrorCode.UNAVAILABLE
                    .withMessage("Too many uploads are under way. Please try again in a moment.")
                    .after(WAIT));
        }
        return Future.succeededFuture().compose(entered -> work.get()).onComplete(ended -> leave(workspaceId));
    }

    private synchronized boolean enter(String workspaceId) {
        if (total >= TOTAL || waiting.getOrDefault(workspaceId, 0) >= OF_A_WORKSPACE) {
            return false;
        }
        waiting.merge(workspaceId, 1, Integer::sum);
        total++;
        return true;
    }

    private synchronized void leave(String workspaceId) {
        waiting.computeIfPresent(workspaceId, (same, count) -> count == 1 ? null : count - 1);
        total--;
    }
}
