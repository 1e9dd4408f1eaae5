package com.plugipay.pages;

import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How many uploads are checked and stored at once, on all event loops together: some in all, few from one address, one of
 * a session. Only what has arrived takes a place, so that nobody can keep one by sending slowly.
 */
final class UploadSlots {
    private static final int ALL = 8;
    private static final int OF_AN_ADDRESS = 4;

    private final Set<String> sessions = new HashSet<>();
    private final Map<String, Integer> addresses = new HashMap<>();

    /** Does it with a place; fails with {@link ErrorCode#UNAVAILABLE} when there is none. */
    <T> Future<T> with(String session, String address, Supplier<Future<T>> work) {
        if (!take(session, address)) {
            return Future.failedFuture(ErrorCode.UNAVAILABLE.exception());
        }
        return Future.succeededFuture().compose(taken -> work.get()).onComplete(done -> give(session, address));
    }

    private synchronized boolean take(String session, String address) {
        if (sessions.size() >= ALL || addresses.getOrDefault(address, 0) >= OF_AN_ADDRESS || !sessions.add(session)) {
            return false;
        }
        addresses.merge(address, 1, Integer::sum);
        return true;
    }

    private synchronized void give(String session, String address) {
        sessions.remove(session);
        addresses.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
}
