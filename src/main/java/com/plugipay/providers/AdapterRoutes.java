package com.plugipay.providers;

import com.plugipay.http.Call;
import com.plugipay.http.Operations;
import com.plugipay.providers.manual.ManualAccount;
import io.vertx.core.Future;

/** Provider accounts over HTTP. */
public final class AdapterRoutes {
    private final ProviderAccountStore accounts;
    private final ConnectedMethods methods;

    public AdapterRoutes(ProviderAccountStore accounts, ConnectedMethods methods) {
        this.accounts = accounts;
        this.methods = methods;
    }

    public void mount(Operations api) {
        api.get("/adapters", "Retrieve the provider accounts, keyed by kind")
                .returns(200, ProviderAccounts.class)
                .by(this::all);
        api.put("/adapters/manual", "Connect bank transfer, or replace its accounts")
                .accepts(ManualAccount.class)
                .returns(200, ProviderAccount.class)
                .by(this::connectManual);
    }

    private Future<ProviderAccounts> all(Call<Void> call) {
        return accounts.all(call.tenant());
    }

    private Future<ProviderAccount> connectManual(Call<ManualAccount> call) {
        return accounts.connect(call.origin(), call.input()).onSuccess(ignored -> methods.forget(call.tenant()));
    }
}
