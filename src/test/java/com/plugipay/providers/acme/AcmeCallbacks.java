package com.plugipay.providers.acme;

import com.plugipay.auth.Signature;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.Verification;
import com.plugipay.providers.kit.JsonFields;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** Verifies and reads callbacks. A callback is only a reason to query the status. */
final class AcmeCallbacks {
    private final ProviderAccountCredentials.Source accounts;

    AcmeCallbacks(ProviderAccountCredentials.Source accounts) {
        this.accounts = accounts;
    }

    Future<Verification> verify(ProviderCallback callback) {
        return accounts.find(new Tenant(callback.workspaceId(), Mode.TEST), AcmeFactory.KIND)
                .map(found -> found.filter(account -> isSigned(callback, account))
                        .<Verification>map(account -> new Verification.Genuine(
                                Mode.TEST, callback.body().toString()))
                        .orElseGet(Verification.Rejected::new));
    }

    private static boolean isSigned(ProviderCallback callback, ProviderAccountCredentials account) {
        byte[] expected = Signature.sign(
                Signature.key(account.credentials().require("secret")),
                callback.body().toString());
        return Signature.matches(
                expected,
                Optional.ofNullable(callback.headers().get("x-acme-signature")).orElse(""));
    }

    static List<CallbackEvent> read(Buffer body) {
        return List.of(new CallbackEvent.OfCharge(JsonFields.parse(body).id("charge"), null, null));
    }
}
