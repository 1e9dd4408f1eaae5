package com.plugipay.providers.accounts;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.WriteOperation;
import com.plugipay.json.Json;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.Change;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderFactory;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.bus.Providers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Provider accounts over HTTP. Credentials can be written and never read. */
public final class ProviderAccountRoutes {
    private final ProviderAccountStore store;
    private final MethodRoutingStore routings;
    private final ProviderAccountCache accounts;
    private final ConnectedMethods methods;
    private final Providers providers;
    private final Notifications notifications;

    public ProviderAccountRoutes(
            ProviderAccountStore store,
            MethodRoutingStore routings,
            ProviderAccountCache accounts,
            ConnectedMethods methods,
            Providers providers,
            Notifications notifications) {
        this.store = store;
        this.routings = routings;
        this.accounts = accounts;
        this.methods = methods;
        this.providers = providers;
        this.notifications = notifications;
    }

    public void mount(Operations api) {
        api.get("/adapters", "Retrieve the provider accounts, keyed by kind")
                .returns(200, ProviderAccountList.class)
                .handledBy(call -> store.all(call.tenant()));
        ProviderKind.factories().forEach(factory -> connects(api, factory, factory.account()));
        ManagedAccountRoutes.mount(api);
        api.get("/adapters/routing", "Retrieve which provider serves a method when several could")
                .returns(200, MethodRouting.class)
                .handledBy(call -> routings.routing(call.tenant()));
        api.put("/adapters/routing", "Say which provider serves a method when several could")
                .accepts(MethodRoutingInput.class)
                .returns(200, MethodRouting.class)
                .handledBy(this::route);
    }

    private <I extends ProviderAccountInput> void connects(Operations api, ProviderFactory factory, Class<I> account) {
        WriteOperation<Void> connects = api.put("/adapters/" + factory.kind().text(), factory.connecting());
        if (factory.isChangedInPart()) {
            connects.acceptsSome(account)
                    .returns(200, ProviderAccount.class)
                    .handledBy(call -> Change.after(() -> store.connected(call.tenant(), factory.kind())
                            .map(found -> found.map(ProviderAccountCredentials::publicConfig)
                                    .orElse(Map.of()))
                            .compose(config ->
                                    probed(call, call.changed(Json.MAPPER.convertValue(config, account)), config))));
        } else {
            connects.accepts(account).returns(200, ProviderAccount.class).handledBy(call -> {
                I input = call.input();
                return Change.after(() -> probed(call, input, null));
            });
        }
    }

    /**
     * Probes the account before it replaces another: in live mode an account that fails replaces none.
     *
     * @param before what the input was made from; null when it was not
     */
    private <I extends ProviderAccountInput> Future<Change<ProviderAccount>> probed(
            Call<I> call, I input, @Nullable Map<String, Object> before) {
        input.check(call.tenant().mode());
        return providers
                .ask(input.kind(), new Command.Probe(call.tenant(), input.credentials()))
                .compose(outcome -> keep(call, input, before, outcome));
    }

    private <I extends ProviderAccountInput> Future<Change<ProviderAccount>> keep(
            Call<I> call, I input, @Nullable Map<String, Object> before, Outcome outcome) {
        Map<String, Object> config = new HashMap<>(input.publicConfig());
        String errorCode = null;
        switch (outcome) {
            case Outcome.Succeeded succeeded -> config.putAll(succeeded.providerData());
            case Outcome.Rejected rejected -> {
                requireTestMode(call, ErrorCode.PROVIDER_REJECTED, rejected.code(), rejected.message(), null);
                errorCode = rejected.code();
            }
            case Outcome.Unknown unknown -> {
                requireTestMode(call, ErrorCode.PROVIDER_TIMEOUT, "no_answer", unknown.reason(), null);
                errorCode = "no_answer";
            }
            case Outcome.NotDone notDone -> {
                requireTestMode(
                        call, ErrorCode.PROVIDER_UNAVAILABLE, notDone.code(), notDone.message(), notDone.retryAfter());
                errorCode = notDone.code();
            }
            case Outcome.Declined ignored -> throw unexpected(outcome);
            case Outcome.NeedsAction ignored -> throw unexpected(outcome);
            case Outcome.Pending ignored -> throw unexpected(outcome);
            case Outcome.Held ignored -> throw unexpected(outcome);
            case Outcome.Reversed ignored -> throw unexpected(outcome);
        }
        ProviderAccount account =
                ProviderAccount.connected(call.tenant(), input.kind(), input.lastFour(), config, errorCode, call.now());
        return former(call.tenant(), input.kind())
                .map(former -> former.map(replaced -> input.credentials(replaced.credentials(), call.now()))
                        .orElseGet(input::credentials))
                .map(credentials -> store.connect(call.context(), account, before, credentials, notifications)
                        .then(() -> forget(call, input.kind())));
    }

    /**
     * Returns the account that is replaced; empty when it can no longer be decrypted. When the database is unavailable,
     * or this node lacks the key, the request fails and the account is kept.
     */
    private Future<Optional<ProviderAccountCredentials>> former(Tenant tenant, ProviderKind kind) {
        return store.connected(tenant, kind)
                .recover(failure -> failure instanceof IllegalStateException
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    private static void requireTestMode(
            Call<?> call, ErrorCode problem, String code, String message, @Nullable Duration retryAfter) {
        if (call.tenant().mode() == Mode.LIVE) {
            throw problem.withMessage("The account could not be used: " + message)
                    .with(List.of(Map.of("code", code, "message", message)))
                    .after(retryAfter);
        }
    }

    private static IllegalStateException unexpected(Outcome outcome) {
        return new IllegalStateException("A probe cannot have the outcome " + outcome);
    }

    private Change<MethodRouting> route(Call<MethodRoutingInput> call) {
        return routings.route(call.context(), call.input().routing()).then(() -> methods.forget(call.tenant()));
    }

    private void forget(Call<?> call, ProviderKind kind) {
        accounts.forget(call.tenant(), kind);
        methods.forget(call.tenant());
    }
}
