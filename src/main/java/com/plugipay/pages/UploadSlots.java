package com.plugipay.pages;

import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Limits how many uploads are checked and stored at once, on all event loops together: in total, per address, and one per
 * session. An upload takes its slot when it is complete, so that nobody can hold one by sending slowly.
 */
public final class UploadSlots {
    private static final int TOTAL = 8;
    private static final int PER_ADDRESS = 4;

    private final Set<String> sessions = new HashSet<>();
    private final Map<String, Integer> addresses = new HashMap<>();

    /** Runs the work in a slot; fails with {@link ErrorCode#UNAVAILABLE} when none is free. */
    public <T> Future<T> with(String session, String address, Supplier<Future<T>> work) {
        if (!take(session, address)) {
            return Future.failedFuture(ErrorCode.UNAVAILABLE.exception());
        }
        return Future.succeededFuture().compose(taken -> work.get()).onComplete(ended -> release(session, address));
    }

    private synchronized boolean take(String session, String address) {
        if (sessions.size() >= TOTAL || addresses.getOrDefault(address, 0) >= PER_ADDRESS || !sessions.add(session)) {
            return false;
        }
        addresses.merge(address, 1, Integer::sum);
        return true;
    }

    private synchronized void release(String session, String address) {
        sessions.remove(session);
        addresses.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
}
