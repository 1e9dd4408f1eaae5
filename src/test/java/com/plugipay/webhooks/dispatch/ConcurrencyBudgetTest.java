package com.plugipay.webhooks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How workspaces share the budget of a node. */
class ConcurrencyBudgetTest {
    private final ConcurrencyBudget budget = new ConcurrencyBudget(60);

    @Test
    void oneWorkspaceLeavesTwiceAsManyPermitsAsItTakes() {
        fill("ws_1");

        assertThat(budget.free()).isEqualTo(40);
        assertThat(budget.workspacesAtLimit()).containsExactly("ws_1");
        assertThat(budget.isAtLimit("ws_2")).isFalse();
    }

    @Test
    void severalGreedyWorkspacesLeaveSomePermits() {
        IntStream.range(0, 7).forEach(i -> fill("ws_" + i));

        assertThat(budget.free()).isPositive();
        assertThat(budget.isAtLimit("ws_new")).isFalse();
    }

    @Test
    void releasedPermitsAreFree() {
        fill("ws_1");
        IntStream.range(0, 20).forEach(i -> budget.release("ws_1", 1));

        assertThat(budget.free()).isEqualTo(60);
        assertThat(budget.workspacesAtLimit()).isEmpty();
    }

    @Test
    void aLargeBodyTakesSeveralPermits() {
        int large = ConcurrencyBudget.permits(256 * 1024);
        assertThat(ConcurrencyBudget.permits(1_000)).isEqualTo(1);
        assertThat(large).isEqualTo(9);

        budget.acquire("ws_1", large);
        budget.acquire("ws_1", 1);
        assertThat(budget.free()).isEqualTo(50);
        budget.release("ws_1", large);
        assertThat(budget.free()).isEqualTo(59);
        budget.release("ws_1", 1);
        budget.acquire("ws_2", 61);
        assertThat(budget.free()).isZero();
        assertThat(budget.isAtLimit("ws_1")).isTrue();
    }

    private void fill(String workspace) {
        while (!budget.isAtLimit(workspace) && budget.free() > 0) {
            budget.acquire(workspace, 1);
        }
    }
}
