package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.bus.LocalCodec;
import com.plugipay.callbacks.CallbackStore.Fate;
import com.plugipay.db.Database;
import com.plugipay.ids.Ids;
import com.plugipay.providers.ProviderKind;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Mode;
import com.plugipay.workspaces.Tenant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callbacks of all workspaces are written together, and kept until nobody needs them any more. */
class InboxTest {
    private final Vertx vertx = Vertx.vertx();
    private final CallbackStore store = store();

    private CallbackStore store() {
        LocalCodec.register(vertx);
        return new CallbackStore(Database.connect(vertx, TestDatabase.create()));
    }

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void oneThatTheDatabaseRefusesKeepsNoneOfTheOthersOut() {
        Inbox inbox = new Inbox(vertx, store);

        List<Future<Void>> stored = Stream.of("first", "second", "sp\0iled", "third", "fourth")
                .map(identity -> inbox.store(callback(identity)))
                .toList();

        TestGateway.get(Future.join(stored).otherwiseEmpty());
        assertThat(stored).filteredOn(Future::failed).containsExactly(stored.get(2));
        assertThat(due()).containsExactlyInAnyOrder("first", "second", "third", "fourth");
    }

    @Test
    void whatIsDoneWithOrGivenUpIsForgottenAndWhatWaitsIsNot() {
        TestGateway.get(store.insert(Stream.of("waits", "done", "unknown", "tried again")
                .map(InboxTest::callback)
                .toList()));
        Instant now = Instant.now();
        Map<String, ReceivedCallback> claimed = TestGateway.get(store.claim(ProviderKind.XENDIT, now, 4)).stream()
                .collect(Collectors.toMap(ReceivedCallback::identity, each -> each));
        mark(claimed.get("done"), new Fate(null, null), now);
        mark(claimed.get("unknown"), new Fate("unknown_charge", null), now);
        mark(claimed.get("tried again"), new Fate("unknown_charge", now), now);

        assertThat(TestGateway.get(store.forgetBefore(now.minusSeconds(60), 10)))
                .isZero();
        assertThat(TestGateway.get(store.forgetBefore(now.plusSeconds(60), 10))).isEqualTo(2);
        assertThat(due()).containsExactlyInAnyOrder("waits", "tried again");
    }

    private void mark(@Nullable ReceivedCallback callback, Fate fate, Instant now) {
        TestGateway.get(store.mark(List.of(Objects.requireNonNull(callback)), fate, now));
    }

    private List<String> due() {
        Instant later = Instant.now().plus(Duration.ofHours(1));
        return TestGateway.get(store.claim(ProviderKind.XENDIT, later, 10)).stream()
                .map(ReceivedCallback::identity)
                .toList();
    }

    private static ReceivedCallback callback(String identity) {
        Instant now = Instant.now();
        return new ReceivedCallback(
                new Tenant(Ids.at(now, "ws"), Mode.TEST),
                Ids.at(now, "cb"),
                ProviderKind.XENDIT,
                identity,
                "{}",
                Buffer.buffer("{}"),
                0,
                now);
    }
}
