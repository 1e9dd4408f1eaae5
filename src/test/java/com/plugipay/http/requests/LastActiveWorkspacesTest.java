package com.plugipay.http.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests are remembered for the workspaces that were active last, however busy others were before. */
class LastActiveWorkspacesTest {
    private final RecentRequests recent = new RecentRequests();

    @Test
    void aNewWorkspaceTakesTheRoomOfTheOneThatWasUnusedForLongest() {
        IntStream.range(0, 2_000).forEach(i -> add("ws_" + i % 200));

        add("ws_new");

        assertThat(recent.of(tenant("ws_new"), null)).hasSize(1);
        assertThat(recent.of(tenant("ws_0"), null)).isEmpty();
        assertThat(recent.of(tenant("ws_1"), null)).hasSize(10);
    }

    private void add(String workspaceId) {
        recent.add(
                tenant(workspaceId),
                new RequestEntry(
                        "req_1", workspaceId, Mode.TEST, Instant.EPOCH, "key_1", "GET", "/v1/plans", 200, null, 1, 2));
    }

    private static Tenant tenant(String workspaceId) {
        return new Tenant(workspaceId, Mode.TEST);
    }
}
