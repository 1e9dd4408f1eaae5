package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.bus.LocalCodec;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callbacks of all workspaces are written together. */
class InboxTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void oneThatTheDatabaseRefusesKeepsNoneOfTheOthersOut() {
        LocalCodec.register(vertx);
        Database database = Database.connect(vertx, TestDatabase.create());
        CallbackStore store = new CallbackStore(database);
        Inbox inbox = new Inbox(vertx, store);

        List<Future<Void>> stored = Stream.of("first", "second", "sp\0iled", "third", "fourth")
                .map(identity -> inbox.store(callback(identity)))
                .toList();

        TestGateway.get(Future.join(stored).otherwiseEmpty());
        assertThat(stored).filteredOn(Future::failed).containsExactly(stored.get(2));
        Instant later = Instant.now().plus(Duration.ofMinutes(1));
        assertThat(TestGateway.get(store.claim(ProviderKind.XENDIT, later, 10)))
                .extracting(ReceivedCallback::identity)
                .containsExactlyInAnyOrder("first", "second", "third", "fourth");
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
