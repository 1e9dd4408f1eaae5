package com.plugipay.providers.midtrans;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.ProviderLinks;
import com.plugipay.providers.Verification;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.midtrans.api.MidtransApi;
import com.plugipay.providers.midtrans.api.MidtransFailureCodes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Midtrans: Core for what the buyer does on Plugipay's page, Snap for cards (https://docs.midtrans.com). */
public final class MidtransProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no Midtrans account.");

    private final ProviderAccountCredentials.Source accounts;
    private final MidtransApi api;
    private final ProviderConfig config;
    private final InstantSource clock;
    private final MidtransCharges charges;
    private final MidtransStatus status;
    private final MidtransCancel cancel;
    private final MidtransRefunds refunds;
    private final MidtransStoredMethods storedMethods;
    private final MidtransCallbacks callbacks;

    public MidtransProvider(
            ProviderAccountCredentials.Source accounts,
            ProviderClient client,
            ProviderConfig config,
            CallbackUrls callbackUrls,
            InstantSource clock) {
        this.accounts = accounts;
        this.api = new MidtransApi(client, config);
        this.config = config;
        this.clock = clock;
        this.charges = new MidtransCharges(api, callbackUrls, clock);
        this.status = new MidtransStatus(api, clock);
        this.cancel = new MidtransCancel(api);
        this.refunds = new MidtransRefunds(api, clock);
        this.storedMethods = new MidtransStoredMethods(api, callbackUrls, clock);
        this.callbacks = new MidtransCallbacks(accounts);
    }

    @Override
    public ProviderKind kind() {
        return MidtransFactory.KIND;
    }

    @Override
    public @Nullable String failureCode(String providerCode) {
        return MidtransFailureCodes.plugipayCode(providerCode);
    }

    @Override
    public ProviderLinks links(Mode mode) {
        return new ProviderLinks(mode == Mode.LIVE ? config.midtransProductionUrl() : config.midtransSandboxUrl());
    }

    @Override
    public Future<Outcome> handle(Command command) {
        return switch (command) {
            case Command.Probe probe -> probe(ProviderAccountCredentials.of(probe));
            case Command.Charge charge -> with(charge, account -> charges.charge(account, charge));
            case Command.QueryStatus query -> with(query, account -> status(account, query));
            case Command.OfStoredMethod ofStored -> with(ofStored, account -> storedMethods.handle(account, ofStored));
            case Command.Cancel canceling -> with(canceling, account -> cancel.cancel(account, canceling));
            // Neither Core nor Snap reports fees.
            case Command.QueryFee ignored -> Future.succeededFuture(new Outcome.Pending(null, Map.of()));
            case Command.Refund refund -> with(refund, account -> refunds.refund(account, refund));
            case Command.QueryRefund query -> with(query, account -> refunds.query(account, query));
        };
    }

    @Override
    public Future<Verification> verify(ProviderCallback callback) {
        return callbacks.verify(callback);
    }

    @Override
    public List<CallbackEvent> read(Buffer body) {
        return MidtransCallbackEvents.in(body)
                .map(MidtransCallbackEvents::events)
                .orElse(List.of());
    }

    private Future<Outcome> status(ProviderAccountCredentials account, Command.QueryStatus query) {
        if (query.charge().amount() == 0) {
            return storedMethods.setupStatus(account, query);
        }
        Command.ChargeStored stored = query.stored();
        return stored == null ? status.query(account, query) : storedMethods.query(account, query, stored);
    }

    /** Queries an order that cannot exist: only with a valid key does Midtrans answer that there is none. */
    private Future<Outcome> probe(ProviderAccountCredentials account) {
        return api.status(account, Ids.at(clock.instant(), "probe"))
                .map(answer -> MidtransApi.isNotFound(answer) ? Outcome.Succeeded.done() : answer.rejectedIfRefused());
    }

    private Future<Outcome> with(Command command, Function<ProviderAccountCredentials, Future<Outcome>> action) {
        return accounts.with(command, MidtransFactory.KIND, NOT_CONNECTED, action);
    }
}
