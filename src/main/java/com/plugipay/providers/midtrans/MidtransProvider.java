package com.plugipay.providers.midtrans;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.Accounts;
import com.plugipay.providers.Callback;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.Command;
import com.plugipay.providers.ConnectedAccount;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.Notice;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderClient;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.ProviderLinks;
import com.plugipay.providers.Verdict;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Midtrans: Core for what the buyer does on our page, Snap for cards (https://docs.midtrans.com). */
public final class MidtransProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no Midtrans account.");
    private static final Outcome NOBODY_TO_ASK = new Outcome.Unknown("The workspace has no Midtrans account any more");

    private final Accounts accounts;
    private final ProviderClient http;
    private final ProviderConfig config;
    private final InstantSource clock;
    private final Charges charges;
    private final LookUps lookUps;

    public MidtransProvider(
            Accounts accounts,
            ProviderClient http,
            ProviderConfig config,
            CallbackUrls callbackUrls,
            InstantSource clock) {
        this.accounts = accounts;
        this.http = http;
        this.config = config;
        this.clock = clock;
        this.charges = new Charges(callbackUrls, clock);
        this.lookUps = new LookUps(clock);
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.MIDTRANS;
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
                with(lookUp, NOBODY_TO_ASK, midtrans -> lookUps.lookUp(midtrans, lookUp.charge(), lookUp.told()));
            case Command.Cancel cancel ->
                with(cancel, NOBODY_TO_ASK, midtrans -> new Cancellations(midtrans, cancel.charge()).cancel());
            // Neither Core nor Snap tells any fee.
            case Command.LookUpFee ignored -> Future.succeededFuture(new Outcome.Pending(null, Map.of()));
            case Command.Refund refund -> with(refund, NOT_CONNECTED, midtrans -> Refunds.refund(midtrans, refund));
            case Command.LookUpRefund lookUp ->
                with(lookUp, NOBODY_TO_ASK, midtrans -> Refunds.lookUp(midtrans, lookUp));
        };
    }

    @Override
    public Future<Verdict> verify(Callback callback) {
        Optional<Notification> notification = Notification.in(callback.body());
        if (notification.isEmpty()) {
            return Future.succeededFuture(new Verdict.Forged());
        }
        Future<Boolean> test = signed(notification.get(), callback, Mode.TEST);
        Future<Boolean> live = signed(notification.get(), callback, Mode.LIVE);
        return Future.all(test, live).map(both -> verdict(notification.get(), test.result(), live.result()));
    }

    @Override
    public List<Notice> read(Buffer body) {
        return Notification.in(body).map(Notification::notices).orElse(List.of());
    }

    /** Asks for an order that cannot exist: only with a good key is that the answer. */
    private Future<Outcome> probe(MidtransClient midtrans) {
        return midtrans.status(Ids.at(clock.instant(), "probe")).map(answer -> {
            if (answer instanceof Answer.Said said && said.notFound()) {
                return Outcome.Succeeded.done();
            }
            return Refusals.of(answer) instanceof Outcome.Rejected rejected ? rejected : LookUps.notKnown(answer);
        });
    }

    private Future<Outcome> with(Command command, Outcome without, Function<MidtransClient, Future<Outcome>> carryOut) {
        return accounts.find(command.tenant(), ProviderKind.MIDTRANS)
                .compose(found ->
                        found.map(account -> carryOut.apply(client(account))).orElse(Future.succeededFuture(without)));
    }

    private Future<Boolean> signed(Notification notification, Callback callback, Mode mode) {
        return accounts.find(new Tenant(callback.workspaceId(), mode), ProviderKind.MIDTRANS)
                .map(found -> found.map(account ->
                                notification.isSignedWith(account.credentials().require("serverKey")))
                        .orElse(false));
    }

    private static Verdict verdict(Notification notification, boolean test, boolean live) {
        if (!test && !live) {
            return new Verdict.Forged();
        }
        return new Verdict.Genuine(test ? Mode.TEST : Mode.LIVE, notification.identity());
    }

    private MidtransClient client(ConnectedAccount account) {
        return client(account.tenant(), account.credentials());
    }

    private MidtransClient client(Tenant tenant, Credentials credentials) {
        return MidtransClient.of(http, config, tenant, credentials.require("serverKey"));
    }
}
