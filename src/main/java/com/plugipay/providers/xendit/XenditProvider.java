package com.plugipay.providers.xendit;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.PaymentList;
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
import org.jspecify.annotations.Nullable;

/**
 * Xendit: payment requests for what the buyer pays from our page, payment sessions for cards and OVO.
 *
 * <p>Where callbacks go is set by hand in Xendit's dashboard; its API cannot set it for these products.
 */
public final class XenditProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no account at Xendit.");

    /** No payment request has this id: to ask for it tells whether the key may see payments, and nothing else. */
    private static final String NOBODYS = "pr-00000000-0000-4000-8000-000000000000";

    private final ProviderAccountCredentials.Source accounts;
    private final ProviderClient client;
    private final String baseUrl;
    private final XenditStatus status;
    private final XenditCharges charges;
    private final XenditCancel cancel;
    private final XenditRefunds refunds;
    private final XenditCallbacks callbacks;

    public XenditProvider(
            ProviderAccountCredentials.Source accounts,
            ProviderClient client,
            ProviderConfig config,
            InstantSource clock) {
        this.accounts = accounts;
        this.client = client;
        this.baseUrl = config.xenditUrl();
        this.status = new XenditStatus(clock);
        this.charges = new XenditCharges(status, clock);
        this.cancel = new XenditCancel(status);
        this.refunds = new XenditRefunds(status, clock);
        this.callbacks = new XenditCallbacks(accounts, clock);
    }

    @Override
    public ProviderKind kind() {
        return XenditFactory.KIND;
    }

    @Override
    public @Nullable String failureCode(String providerCode) {
        return XenditFailureCodes.ours(providerCode);
    }

    @Override
    public ProviderLinks links(Mode mode) {
        return new ProviderLinks(baseUrl);
    }

    @Override
    public Future<Outcome> handle(Command command) {
        if (command instanceof Command.Probe probe) {
            return probe(api(probe.tenant(), probe.credentials()));
        }
        return accounts.find(command.tenant(), XenditFactory.KIND)
                .compose(found -> found.map(account -> handle(api(account), command))
                        .orElseGet(() -> Future.succeededFuture(NOT_CONNECTED)));
    }

    private Future<Outcome> handle(XenditApi api, Command command) {
        return switch (command) {
            case Command.Probe ignored -> probe(api);
            case Command.Charge charge -> charges.charge(api, charge);
            case Command.LookUp asked -> status.ofCharge(api, asked.charge());
            case Command.Cancel asked -> cancel.cancel(api, asked);
            case Command.LookUpFee asked -> XenditTransactions.fee(api, asked.charge());
            case Command.Refund refund -> refunds.refund(api, refund);
            case Command.LookUpRefund asked -> refunds.lookUp(api, asked);
        };
    }

    @Override
    public Future<PaymentList> list(PaymentList.Query query) {
        return accounts.find(query.tenant(), XenditFactory.KIND)
                .compose(found -> found.map(account -> XenditPaymentList.list(api(account), query))
                        .orElseGet(() -> Future.succeededFuture(new PaymentList.NotTold("not_connected"))));
    }

    @Override
    public Future<Verification> verify(ProviderCallback callback) {
        return callbacks.verify(callback);
    }

    @Override
    public List<CallbackEvent> read(Buffer body) {
        return XenditCallbackEvents.read(body);
    }

    private XenditApi api(ProviderAccountCredentials account) {
        return api(account.tenant(), account.credentials());
    }

    private XenditApi api(Tenant tenant, Credentials credentials) {
        return new XenditApi(client, baseUrl, tenant, credentials.require("secretKey"));
    }

    /** Reads what fees and payment codes are read from, and then whether payments may be read: two permissions. */
    private static Future<Outcome> probe(XenditApi api) {
        return api.get("/transactions?limit=1").compose(answer -> switch (answer) {
            case XenditReply.Found ignored ->
                XenditPaymentRequests.find(api, NOBODYS).map(XenditProvider::readable);
            case XenditReply.Failed failed -> Future.succeededFuture(failed.ofLastingRefusal());
        });
    }

    private static Outcome readable(XenditReply answer) {
        return switch (answer) {
            case XenditReply.Found ignored -> Outcome.Succeeded.done();
            case XenditReply.Failed failed ->
                failed instanceof XenditReply.Refused refused && !refused.ofKey() && !refused.passes()
                        ? Outcome.Succeeded.done()
                        : failed.ofLastingRefusal();
        };
    }
}
