package com.plugipay.webhooks;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The places that a node has for deliveries in flight, and how many of them each workspace takes up.
 *
 * <p>No workspace begins more once it has half as many as are free: one alone gets a third of them, and each that comes
 * leaves two thirds of the rest to the next. These are the dynamic thresholds of Choudhury and Hahne (IEEE/ACM
 * Transactions on Networking 6(2), 1998), by which switches share their memory.
 */
final class Places {
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

    void take(String workspaceId) {
        taken++;
        takenBy.merge(workspaceId, 1, Integer::sum);
    }

    void giveBack(String workspaceId) {
        taken--;
        takenBy.computeIfPresent(workspaceId, (id, count) -> count == 1 ? null : count - 1);
    }
}
