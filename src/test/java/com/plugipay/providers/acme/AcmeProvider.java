package com.plugipay.providers.acme;

import com.plugipay.model.Mode;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.ProviderLinks;
import com.plugipay.providers.Verification;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Acme: a page on which the buyer pays, a signed callback, and refunds at once. */
final class AcmeProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no Acme account.");

    private final ProviderAccountCredentials.Source accounts;
    private final AcmeApi api;
    private final AcmeCharges charges;
    private final AcmeStatus status;
    private final AcmeCancel cancel;
    private final AcmeRefunds refunds;
    private final AcmeCallbacks callbacks;

    AcmeProvider(ProviderAccountCredentials.Source accounts, ProviderClient client) {
        this.accounts = accounts;
        this.api = new AcmeApi(client);
        this.charges = new AcmeCharges(api);
        this.status = new AcmeStatus(api);
        this.cancel = new AcmeCancel(api);
        this.refunds = new AcmeRefunds(api);
        this.callbacks = new AcmeCallbacks(accounts);
    }

    @Override
    public ProviderKind kind() {
        return AcmeFactory.KIND;
    }

    @Override
    public ProviderLinks links(Mode mode) {
        return new ProviderLinks("http://127.0.0.1");
    }

    @Override
    public @Nullable String failureCode(String providerCode) {
        return null;
    }

    @Override
    public Future<Outcome> handle(Command command) {
        if (command instanceof Command.Probe probe) {
            return probe(ProviderAccountCredentials.of(probe));
        }
        return accounts.with(command, AcmeFactory.KIND, NOT_CONNECTED, account -> handle(account, command));
    }

    private Future<Outcome> handle(ProviderAccountCredentials account, Command command) {
        return switch (command) {
            case Command.OfStoredMethod ignored -> Future.succeededFuture(Outcome.Rejected.NOT_STORABLE);
            case Command.Probe ignored -> probe(account);
            case Command.Charge charge -> charges.charge(account, charge);
            case Command.QueryStatus query -> status.query(account, query.charge());
            case Command.Cancel canceling -> cancel.cancel(account, canceling);
            case Command.QueryFee ignored -> Future.succeededFuture(new Outcome.Pending(null, Map.of()));
            case Command.Refund refund -> refunds.refund(account, refund);
            case Command.QueryRefund query -> refunds.query(account, query);
        };
    }

    private Future<Outcome> probe(ProviderAccountCredentials account) {
        return api.get(account, "/me")
                .map(reply ->
                        reply instanceof ProviderReply.Answered ? Outcome.Succeeded.done() : reply.rejectedIfRefused());
    }

    @Override
    public Future<Verification> verify(ProviderCallback callback) {
        return callbacks.verify(callback);
    }

    @Override
    public List<CallbackEvent> read(Buffer body) {
        return AcmeCallbacks.read(body);
    }
}
