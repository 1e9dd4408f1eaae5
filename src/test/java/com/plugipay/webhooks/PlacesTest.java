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
        IntStream.range(0, 20).forEach(i -> places.giveBack("ws_1", 1));

        assertThat(places.free()).isEqualTo(60);
        assertThat(places.workspacesWithEnough()).isEmpty();
    }

    @Test
    void whatIsLargeTakesSeveral() {
        int large = Places.of(256 * 1024);
        assertThat(Places.of(1_000)).isEqualTo(1);
        assertThat(large).isEqualTo(9);

        places.take("ws_1", large);
        places.take("ws_1", 1);
        assertThat(places.free()).isEqualTo(50);
        places.giveBack("ws_1", large);
        assertThat(places.free()).isEqualTo(59);
        places.giveBack("ws_1", 1);
        places.take("ws_2", 61);
        assertThat(places.free()).isZero();
        assertThat(places.hasEnough("ws_1")).isTrue();
    }

    private void fill(String workspace) {
        while (!places.hasEnough(workspace) && places.free() > 0) {
            places.take(workspace, 1);
        }
    }
}
