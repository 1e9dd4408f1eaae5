package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import com.plugipay.work.Claimed;
import com.plugipay.work.Claims;
import com.plugipay.work.DueWork.Ended;
import com.plugipay.work.WorkResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callbacks of all workspaces are written together, and deleted when they are done or given up. */
class CallbackInboxTest {
    private final Vertx vertx = Vertx.vertx();
    private final Database database = database();
    private final CallbackStore store = new CallbackStore(database);
    private final Claims claims = new Claims(database, "test", InstantSource.system());

    private Database database() {
        LocalCodec.register(vertx);
        return Database.connect(vertx, TestDatabase.create());
    }

    @AfterEach
    void close() {
        TestGateway.get(vertx.close());
    }

    @Test
    void aCallbackThatTheDatabaseRefusesDoesNotAffectTheOthersOfItsBatch() {
        CallbackInbox inbox = new CallbackInbox(vertx, store);

        List<Future<Void>> stored = Stream.of("first", "second", "sp\0iled", "third", "fourth")
                .map(identity -> inbox.store(callback(identity)))
                .toList();

        TestGateway.get(Future.join(stored).otherwiseEmpty());
        assertThat(stored).filteredOn(Future::failed).containsExactly(stored.get(2));
        assertThat(due()).containsExactlyInAnyOrder("first", "second", "third", "fourth");
    }

    @Test
    void deletesCallbacksThatAreDoneOrGivenUpAndNoOthers() {
        TestGateway.get(store.insert(Stream.of("waits", "done", "unknown", "tried again")
                .map(CallbackInboxTest::callback)
                .toList()));
        Instant now = Instant.now();
        Map<String, Claimed<StoredCallback>> claimed =
                claim(now).stream().collect(Collectors.toMap(each -> each.read().identity(), each -> each));
        end(claimed.get("done"), WorkResult.DONE, now);
        end(claimed.get("unknown"), new WorkResult.GivenUp("unknown_charge"), now);
        end(claimed.get("tried again"), new WorkResult.Again("unknown_charge", now), now);

        assertThat(TestGateway.get(store.deleteBefore(now.minusSeconds(60), 10)))
                .isZero();
        assertThat(TestGateway.get(store.deleteBefore(now.plusSeconds(60), 10))).isEqualTo(2);
        assertThat(due()).containsExactlyInAnyOrder("waits", "tried again");
    }

    @Test
    void claimsNothingOfABusyWorkspace() {
        StoredCallback busy = callback("busy");
        TestGateway.get(store.insert(List.of(busy, callback("idle"))));

        List<Claimed<StoredCallback>> claimed = TestGateway.get(claims.claim(
                CallbackStore.DUE,
                XenditFactory.KIND.text(),
                Instant.now(),
                10,
                Set.of(busy.tenant().workspaceId()),
                CallbackStore::read));

        assertThat(claimed).extracting(each -> each.read().identity()).containsExactly("idle");
        assertThat(due()).contains("busy");
    }

    private List<Claimed<StoredCallback>> claim(Instant now) {
        return TestGateway.get(
                claims.claim(CallbackStore.DUE, XenditFactory.KIND.text(), now, 10, Set.of(), CallbackStore::read));
    }

    private void end(@Nullable Claimed<StoredCallback> callback, WorkResult result, Instant now) {
        TestGateway.get(claims.end(
                CallbackStore.DUE,
                XenditFactory.KIND.text(),
                List.of(new Ended<>(Objects.requireNonNull(callback), result)),
                now));
    }

    private List<String> due() {
        return claim(Instant.now().plus(Duration.ofHours(1))).stream()
                .map(each -> each.read().identity())
                .toList();
    }

    private static StoredCallback callback(String identity) {
        Instant now = Instant.now();
        return new StoredCallback(
                new Tenant(Ids.at(now, "ws"), Mode.TEST),
                Ids.at(now, "cb"),
                XenditFactory.KIND,
                identity,
                "{}",
                Buffer.buffer("{}"),
                0,
                now);
    }
}
