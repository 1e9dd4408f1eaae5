package com.plugipay.webhooks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The places that a node has for deliveries in flight, and how many of them each workspace takes up. One with a large body
 * takes several: so many places are so much memory at most, whatever waits.
 *
 * <p>No workspace begins more once it has half as many as are free: one alone gets a third of them, and each that comes
 * leaves two thirds of the rest to the next. These are the dynamic thresholds of Choudhury and Hahne (IEEE/ACM
 * Transactions on Networking 6(2), 1998), by which switches share their memory.
 */
final class Places {
    /** What a place has room for, in characters: more than most bodies have. */
    private static final int ROOM = 32 * 1024;

    private final int all;
    private final Map<String, Integer> takenBy = new HashMap<>();
    private int taken;

    Places(int all) {
        this.all = all;
    }

    int free() {
        return Math.max(0, all - taken);
    }

    boolean hasEnough(String workspaceId) {
        return 2 * takenBy.getOrDefault(workspaceId, 0) >= free();
    }

    Set<String> workspacesWithEnough() {
        return takenBy.keySet().stream().filter(this::hasEnough).collect(Collectors.toSet());
    }

    /** How many a body of that length takes. */
    static int of(int length) {
        return 1 + length / ROOM;
    }

    void take(String workspaceId, int places) {
        taken += places;
        takenBy.merge(workspaceId, places, Integer::sum);
    }

    void giveBack(String workspaceId, int places) {
        taken -= places;
        takenBy.computeIfPresent(workspaceId, (id, count) -> count == places ? null : count - places);
    }
}
