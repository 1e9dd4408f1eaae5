package com.plugipay.providers.midtrans;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Command;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.ProviderLinks;
import com.plugipay.providers.Verification;
import com.plugipay.providers.kit.ProviderClient;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Midtrans: Core for what the buyer does on our page, Snap for cards (https://docs.midtrans.com). */
public final class MidtransProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no Midtrans account.");
    private static final Outcome NOBODY_TO_ASK = new Outcome.Unknown("The workspace has no Midtrans account any more");

    private final ProviderAccountCredentials.Source accounts;
    private final ProviderClient http;
    private final ProviderConfig config;
    private final InstantSource clock;
    private final MidtransCharges charges;
    private final MidtransStatus status;
    private final MidtransCallbacks callbacks;

    public MidtransProvider(
            ProviderAccountCredentials.Source accounts,
            ProviderClient http,
            ProviderConfig config,
            CallbackUrls callbackUrls,
            InstantSource clock) {
        this.accounts = accounts;
        this.http = http;
        this.config = config;
        this.clock = clock;
        this.charges = new MidtransCharges(callbackUrls, clock);
        this.status = new MidtransStatus(clock);
        this.callbacks = new MidtransCallbacks(accounts);
    }

    @Override
    public ProviderKind kind() {
        return MidtransFactory.KIND;
    }

    @Override
    public @Nullable String failureCode(String providerCode) {
        return MidtransFailureCodes.ours(providerCode);
    }

    @Override
    public ProviderLinks links(Mode mode) {
        return new ProviderLinks(mode == Mode.LIVE ? config.midtransProductionUrl() : config.midtransSandboxUrl());
    }

    @Override
    public Future<Outcome> handle(Command command) {
        return switch (command) {
            case Command.Probe probe -> probe(client(probe.tenant(), probe.credentials()));
            case Command.Charge charge -> with(charge, NOT_CONNECTED, midtrans -> charges.charge(midtrans, charge));
            case Command.LookUp lookUp ->
                with(lookUp, NOBODY_TO_ASK, midtrans -> status.lookUp(midtrans, lookUp.charge(), lookUp.told()));
            case Command.Cancel cancel ->
                with(cancel, NOBODY_TO_ASK, midtrans -> new MidtransCancel(midtrans, cancel.charge()).cancel());
            // Neither Core nor Snap tells any fee.
            case Command.LookUpFee ignored -> Future.succeededFuture(new Outcome.Pending(null, Map.of()));
            case Command.Refund refund ->
                with(refund, NOT_CONNECTED, midtrans -> MidtransRefunds.refund(midtrans, refund));
            case Command.LookUpRefund lookUp ->
                with(lookUp, NOBODY_TO_ASK, midtrans -> MidtransRefunds.lookUp(midtrans, lookUp, clock.instant()));
        };
    }

    @Override
    public Future<Verification> verify(ProviderCallback callback) {
        return callbacks.verify(callback);
    }

    @Override
    public List<CallbackEvent> read(Buffer body) {
        return MidtransCallbackEvents.in(body)
                .map(MidtransCallbackEvents::notices)
                .orElse(List.of());
    }

    /** Asks for an order that cannot exist: only with a good key is that the answer. */
    private Future<Outcome> probe(MidtransApi midtrans) {
        return midtrans.status(Ids.at(clock.instant(), "probe")).map(answer -> {
            if (answer instanceof MidtransReply.Said said && said.notFound()) {
                return Outcome.Succeeded.done();
            }
            return MidtransRefusals.of(answer) instanceof Outcome.Rejected rejected
                    ? rejected
                    : MidtransStatus.notKnown(answer);
        });
    }

    private Future<Outcome> with(Command command, Outcome without, Function<MidtransApi, Future<Outcome>> carryOut) {
        return accounts.find(command.tenant(), MidtransFactory.KIND)
                .compose(found ->
                        found.map(account -> carryOut.apply(client(account))).orElse(Future.succeededFuture(without)));
    }

    private MidtransApi client(ProviderAccountCredentials account) {
        return client(account.tenant(), account.credentials());
    }

    private MidtransApi client(Tenant tenant, Credentials credentials) {
        return MidtransApi.of(http, config, tenant, credentials.require("serverKey"));
    }
}
