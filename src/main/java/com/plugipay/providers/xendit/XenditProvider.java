package com.plugipay.providers.xendit;

import com.plugipay.model.Mode;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
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
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Xendit: payment requests for what the buyer pays on Plugipay's page, payment sessions for cards and OVO.
 *
 * <p>The merchant sets the address of callbacks in Xendit's dashboard; the API cannot set it for these products.
 */
public final class XenditProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has no account at Xendit.");

    /** No payment request has this id: the answer shows only whether the key may read payments. */
    private static final String MISSING_REQUEST = "pr-00000000-0000-4000-8000-000000000000";

    private final ProviderAccountCredentials.Source accounts;
    private final XenditApi api;
    private final String baseUrl;
    private final XenditPaymentRequests requests;
    private final XenditTransactions transactions;
    private final XenditStatus status;
    private final XenditCharges charges;
    private final XenditStoredCharges storedCharges;
    private final XenditTokens tokens;
    private final XenditCancel cancel;
    private final XenditRefunds refunds;
    private final XenditCallbacks callbacks;

    public XenditProvider(
            ProviderAccountCredentials.Source accounts,
            ProviderClient client,
            ProviderConfig config,
            InstantSource clock) {
        this.accounts = accounts;
        this.api = new XenditApi(client, config);
        this.baseUrl = config.xenditUrl();
        this.requests = new XenditPaymentRequests(api);
        this.transactions = new XenditTransactions(api);
        this.status = new XenditStatus(api, clock);
        this.charges = new XenditCharges(api, status, clock);
        this.storedCharges = new XenditStoredCharges(api, status);
        this.tokens = new XenditTokens(api);
        this.cancel = new XenditCancel(api, status);
        this.refunds = new XenditRefunds(api, status, clock);
        this.callbacks = new XenditCallbacks(accounts, clock);
    }

    @Override
    public ProviderKind kind() {
        return XenditFactory.KIND;
    }

    @Override
    public @Nullable String failureCode(String providerCode) {
        return XenditFailureCodes.plugipayCode(providerCode);
    }

    @Override
    public ProviderLinks links(Mode mode) {
        return new ProviderLinks(baseUrl);
    }

    @Override
    public Future<Outcome> handle(Command command) {
        return switch (command) {
            case Command.Probe probe -> probe(ProviderAccountCredentials.of(probe));
            case Command.Charge charge -> with(charge, account -> charges.charge(account, charge));
            case Command.Setup setup -> with(setup, account -> charges.setUp(account, setup));
            case Command.ChargeStored charge -> with(charge, account -> storedCharges.charge(account, charge));
            case Command.QueryStored query -> with(query, account -> tokens.query(account, query.stored()));
            case Command.DeleteStored delete -> with(delete, account -> tokens.delete(account, delete.stored()));
            case Command.QueryStatus query -> with(query, account -> status.ofCharge(account, query.charge()));
            case Command.Cancel canceling -> with(canceling, account -> cancel.cancel(account, canceling));
            case Command.QueryFee query -> with(query, account -> transactions.fee(account, query.charge()));
            case Command.Refund refund -> with(refund, account -> refunds.refund(account, refund));
            case Command.QueryRefund query -> with(query, account -> refunds.query(account, query));
        };
    }

    private Future<Outcome> with(Command command, Function<ProviderAccountCredentials, Future<Outcome>> action) {
        return accounts.with(command, XenditFactory.KIND, NOT_CONNECTED, action);
    }

    @Override
    public Future<PaymentList> list(PaymentList.Query query) {
        return accounts.find(query.tenant(), XenditFactory.KIND)
                .compose(found -> found.map(account -> transactions.list(account, query))
                        .orElseGet(() -> Future.succeededFuture(new PaymentList.Unavailable("not_connected"))));
    }

    @Override
    public Future<Verification> verify(ProviderCallback callback) {
        return callbacks.verify(callback);
    }

    @Override
    public List<CallbackEvent> read(Buffer body) {
        return XenditCallbackEvents.read(body);
    }

    /** Checks the two permissions that are needed: to read transactions, with fees and payment codes, and to read payments. */
    private Future<Outcome> probe(ProviderAccountCredentials account) {
        return api.get(account, "/transactions?limit=1").compose(answer -> switch (answer) {
            case ProviderReply.Answered ignored ->
                requests.find(account, MISSING_REQUEST).map(XenditProvider::probed);
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.rejectedIfRefused());
        });
    }

    private static Outcome probed(ProviderReply answer) {
        return switch (answer) {
            case ProviderReply.Answered ignored -> Outcome.Succeeded.done();
            case ProviderReply.Failed failed ->
                failed instanceof ProviderReply.Refused && !failed.isAccessRefused()
                        ? Outcome.Succeeded.done()
                        : failed.rejectedIfRefused();
        };
    }
}
