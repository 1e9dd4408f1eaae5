package com.plugipay.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How workspaces share the places of a node. */
class PlacesTest {
    private final Places places = new Places(60);

    @Test
    void oneWorkspaceLeavesTwiceWhatItTakes() {
        fill("ws_1");

        assertThat(places.free()).isEqualTo(40);
        assertThat(places.workspacesWithEnough()).containsExactly("ws_1");
        assertThat(places.hasEnough("ws_2")).isFalse();
    }

    @Test
    void severalThatWantAllTheyCanGetLeaveSomething() {
        IntStream.range(0, 7).forEach(i -> fill("ws_" + i));

        assertThat(places.free()).isPositive();
        assertThat(places.hasEnough("ws_new")).isFalse();
    }

    @Test
    void whatIsGivenBackIsFree() {
        fill("ws_1");
        IntStream.range(0, 20).forEach(i -> places.giveBack("ws_1"));

        assertThat(places.free()).isEqualTo(60);
        assertThat(places.workspacesWithEnough()).isEmpty();
    }

    private void fill(String workspace) {
        while (!places.hasEnough(workspace) && places.free() > 0) {
            places.take(workspace);
        }
    }
}
