package com.plugipay.providers.midtrans;

import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.Verification;
import io.vertx.core.Future;
import java.util.Optional;

/** Verifies callbacks, which are signed with the server key of the account. */
final class MidtransCallbacks {
    private final ProviderAccountCredentials.Source accounts;

    MidtransCallbacks(ProviderAccountCredentials.Source accounts) {
        this.accounts = accounts;
    }

    Future<Verification> verify(ProviderCallback callback) {
        Optional<MidtransCallbackEvents> event = MidtransCallbackEvents.in(callback.body());
        if (event.isEmpty()) {
            return Future.succeededFuture(new Verification.Rejected());
        }
        return accounts.ofAllModes(callback.workspaceId(), MidtransFactory.KIND)
                .map(found -> found.values().stream()
                        .filter(account ->
                                event.get().isSignedWith(account.credentials().require("serverKey")))
                        .findFirst()
                        .<Verification>map(account -> new Verification.Genuine(
                                account.tenant().mode(), event.get().identity()))
                        .orElseGet(Verification.Rejected::new));
    }
}
