package com.plugipay.providers.accounts;

import com.plugipay.db.Database;
import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Accounts in their own database, for tests of an adapter alone. */
public final class ConnectedForTest {
    private final Database database;
    private final ProviderAccountStore store;
    private final ProviderAccountCache accounts;

    public ConnectedForTest(Vertx vertx) {
        database = Database.connect(vertx, TestDatabase.create());
        store = new ProviderAccountStore(database, MasterKeys.parse(MasterKeys.generate()));
        accounts = new ProviderAccountCache(store);
    }

    public ProviderAccountCache accounts() {
        return accounts;
    }

    /** Connects an account, whether it works or not. */
    public void connect(Tenant tenant, ProviderAccountInput input) throws Exception {
        Instant now = Instant.now();
        ProviderAccount account =
                ProviderAccount.connected(tenant, input.kind(), input.lastFour(), Map.of(), null, now);
        ChangeContext context = ChangeContext.worker(tenant, Actor.timer("test", "Test"), now);
        store.connect(context, account, null, input.credentials(), new Notifications(false))
                .run(database)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        accounts.forget(tenant, input.kind());
    }
}
