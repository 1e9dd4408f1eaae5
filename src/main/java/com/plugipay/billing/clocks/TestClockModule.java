package com.plugipay.billing.clocks;

import com.plugipay.http.operations.Operations;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.work.Claimable;
import com.plugipay.work.Work;
import java.util.List;

/** Test clocks over HTTP, and their advance. */
public final class TestClockModule implements Module {
    private final TestClockRoutes routes;
    private final Work advance;

    /** @param work everything that becomes due on test clocks; of what is due at the same time, the first is done first */
    public TestClockModule(Node node, List<ClockWork> work) {
        TestClockStore clocks = new TestClockStore(node.database());
        this.routes = new TestClockRoutes(clocks, new ClockAdvances(node.database(), clocks));
        this.advance = ClockAdvance.of(node.claims(), clocks, work);
    }

    @Override
    public void mount(Operations api) {
        routes.mount(api);
    }

    @Override
    public List<Claimable> claimed() {
        return List.of(TestClockStore.DUE);
    }

    @Override
    public List<Work> work() {
        return List.of(advance);
    }
}
