package com.plugipay.providers.midtrans;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
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
        Future<Boolean> test = signed(event.get(), callback, Mode.TEST);
        Future<Boolean> live = signed(event.get(), callback, Mode.LIVE);
        return Future.all(test, live).map(both -> verification(event.get(), test.result(), live.result()));
    }

    private Future<Boolean> signed(MidtransCallbackEvents event, ProviderCallback callback, Mode mode) {
        return accounts.find(new Tenant(callback.workspaceId(), mode), MidtransFactory.KIND)
                .map(found -> found.map(account ->
                                event.isSignedWith(account.credentials().require("serverKey")))
                        .orElse(false));
    }

    private static Verification verification(MidtransCallbackEvents event, boolean test, boolean live) {
        if (!test && !live) {
            return new Verification.Rejected();
        }
        return new Verification.Genuine(test ? Mode.TEST : Mode.LIVE, event.identity());
    }
}
