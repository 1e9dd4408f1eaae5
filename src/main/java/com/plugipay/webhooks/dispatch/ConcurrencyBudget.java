package com.plugipay.webhooks.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node's permits for deliveries in flight, and how many of them each workspace holds. A delivery with a large body takes
 * several, so that the number of permits bounds the memory.
 *
 * <p>A workspace starts no more once it holds half as many permits as are free: one alone gets a third of them, and each
 * further one leaves two thirds of the rest. These are the dynamic thresholds of Choudhury and Hahne (IEEE/ACM
 * Transactions on Networking 6(2), 1998), by which switches share their memory.
 */
final class ConcurrencyBudget {
    /** The characters of a body that one permit covers: more than most bodies have. */
    private static final int CHARACTERS_PER_PERMIT = 32 * 1024;

    private final int all;
    private final Map<String, Integer> heldBy = new HashMap<>();
    private int held;

    ConcurrencyBudget(int all) {
        this.all = all;
    }

    int free() {
        return Math.max(0, all - held);
    }

    boolean isAtLimit(String workspaceId) {
        return 2 * heldBy.getOrDefault(workspaceId, 0) >= free();
    }

    Set<String> workspacesAtLimit() {
        return heldBy.keySet().stream().filter(this::isAtLimit).collect(Collectors.toSet());
    }

    /** How many permits a body of that length takes. */
    static int permits(int length) {
        return 1 + length / CHARACTERS_PER_PERMIT;
    }

    void acquire(String workspaceId, int permits) {
        held += permits;
        heldBy.merge(workspaceId, permits, Integer::sum);
    }

    void release(String workspaceId, int permits) {
        held -= permits;
        heldBy.computeIfPresent(workspaceId, (id, count) -> count == permits ? null : count - permits);
    }
}
