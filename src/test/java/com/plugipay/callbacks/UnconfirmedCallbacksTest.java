package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Database;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trusted callbacks are claimed by account, for every provider whose callbacks are trusted. */
class UnconfirmedCallbacksTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:30Z");
    private static final Tenant TENANT = new Tenant("ws_1", Mode.TEST);
    private static final List<ProviderKind> ALL = List.of(XenditFactory.KIND, MidtransFactory.KIND, PayPalFactory.KIND);
    private static final String ACCOUNT = """
            insert into provider_accounts (workspace_id, mode, kind, status, created_at, updated_at)
            values ('ws_1', 'test', $1, 'active', now(), now())""";

    private final Vertx vertx = Vertx.vertx();
    private final Database database = Database.connect(vertx, TestDatabase.create(2));
    private final CallbackStore store = new CallbackStore(database);

    @AfterEach
    void close() {
        TestGateway.get(database.close());
        TestGateway.get(vertx.close());
    }

    @Test
    void eachAccountHasItsShareAndOtherProvidersHaveNone() {
        ALL.forEach(kind -> TestGateway.get(database.run(ACCOUNT, Tuple.of(kind.text()))));
        List<StoredCallback> trusted = ALL.stream()
                .flatMap(kind -> Stream.of(callback(kind, "1"), callback(kind, "2")))
                .toList();
        TestGateway.get(store.insert(trusted));
        TestGateway.get(store.scheduleConfirmation(trusted.stream()
                .map(callback -> new CallbackStore.Unconfirmed(callback, NOW, null))
                .toList()));
        List<ProviderKind> two = List.of(XenditFactory.KIND, MidtransFactory.KIND);

        assertThat(TestGateway.get(store.claimUnconfirmed(NOW, two, 1, 10)))
                .extracting(StoredCallback::provider)
                .containsExactlyInAnyOrderElementsOf(two);
        assertThat(TestGateway.get(store.claimUnconfirmed(NOW, two, 10, 10))).hasSize(2);
        assertThat(TestGateway.get(store.claimUnconfirmed(NOW, two, 10, 10))).isEmpty();
    }

    private static StoredCallback callback(ProviderKind provider, String identity) {
        return new StoredCallback(
                TENANT, "cb_" + provider.text() + identity, provider, identity, "{}", Buffer.buffer("{}"), 0, NOW);
    }
}
