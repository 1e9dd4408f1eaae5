package com.plugipay.providers.paypal;

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
import com.plugipay.providers.paypal.signature.PayPalCertificateHosts;
import com.plugipay.providers.paypal.signature.PayPalCertificates;
import com.plugipay.providers.paypal.signature.PayPalChain;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * PayPal by its REST API: Orders v2, Payments v2, Vault v3 and webhooks. Test mode uses PayPal's sandbox.
 *
 * <p>The buyer's approval at PayPal moves no money; a {@link Command.QueryStatus} that may capture takes it. All event
 * loops of a node share one instance, with its tokens and certificates.
 */
public final class PayPalProvider implements Provider {
    private static final Outcome NOT_CONNECTED =
            new Outcome.Rejected("not_connected", "This workspace has not connected PayPal.");

    /** Short, because PayPal waits for the answer to its callback meanwhile. */
    private static final int CERTIFICATE_TIMEOUT_MS = 10_000;

    private final ProviderAccountCredentials.Source accounts;
    private final ProviderConfig config;
    private final PayPalCharges charges;
    private final PayPalStatus status;
    private final PayPalVault vault;
    private final PayPalStoredCharges storedCharges;
    private final PayPalCancel cancel;
    private final PayPalRefunds refunds;
    private final PayPalWebhooks webhooks;
    private final PayPalCallbacks callbacks;

    /**
     * Reads the file with the certificate authority, if one is configured.
     *
     * @throws IllegalArgumentException when that file or a certificate host is invalid
     */
    public PayPalProvider(
            Vertx vertx,
            ProviderAccountCredentials.Source accounts,
            ProviderClient client,
            ProviderConfig config,
            CallbackUrls urls,
            InstantSource clock) {
        this.accounts = accounts;
        this.config = config;
        PayPalApi api = new PayPalApi(client, config, clock);
        this.charges = new PayPalCharges(api);
        this.status = new PayPalStatus(api, clock);
        this.vault = new PayPalVault(api);
        this.storedCharges = new PayPalStoredCharges(api, status, clock);
        this.cancel = new PayPalCancel(status);
        this.refunds = new PayPalRefunds(api, status, clock);
        this.webhooks = new PayPalWebhooks(api, urls);
        this.callbacks = new PayPalCallbacks(
                accounts,
                new PayPalCertificates(
                        vertx,
                        new ProviderClient(
                                vertx,
                                Math.min(CERTIFICATE_TIMEOUT_MS, config.timeoutMs()),
                                4,
                                64,
                                Duration.ofSeconds(config.longestRestSeconds())),
                        new PayPalCertificateHosts(config.paypalCertificateHosts()),
                        new PayPalChain(config.paypalCertificateAuthority()),
                        clock),
                clock);
    }

    @Override
    public ProviderKind kind() {
        return PayPalFactory.KIND;
    }

    @Override
    public @Nullable String failureCode(String providerCode) {
        return PayPalFailureCodes.plugipayCode(providerCode);
    }

    @Override
    public ProviderLinks links(Mode mode) {
        return new ProviderLinks(PayPalApi.baseUrl(config, mode));
    }

    @Override
    public Future<Outcome> handle(Command command) {
        return switch (command) {
            case Command.OfStoredMethod ofStored -> with(ofStored, account -> handle(account, ofStored));
            case Command.Probe probe -> webhooks.setUp(ProviderAccountCredentials.of(probe));
            case Command.Charge charge -> {
                Optional<Outcome> refusal = PayPalCharges.refusal(charge);
                yield refusal.isPresent()
                        ? Future.succeededFuture(refusal.get())
                        : with(charge, account -> charges.charge(account, charge));
            }
            case Command.QueryStatus query -> with(query, account -> status(account, query));
            case Command.Cancel canceling -> with(canceling, account -> cancel.cancel(account, canceling));
            case Command.QueryFee query -> with(query, account -> refunds.fee(account, query));
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
        return PayPalCallbackEvents.read(body);
    }

    private Future<Outcome> handle(ProviderAccountCredentials account, Command.OfStoredMethod command) {
        return switch (command) {
            case Command.Setup setup -> vault.setUp(account, setup);
            case Command.ChargeStored charge -> storedCharges.charge(account, charge);
            case Command.QueryStored query -> vault.query(account, query.stored());
            case Command.DeleteStored deletion -> vault.delete(account, deletion.stored());
        };
    }

    private Future<Outcome> status(ProviderAccountCredentials account, Command.QueryStatus query) {
        if (query.charge().amount() == 0) {
            return vault.setupStatus(account, query);
        }
        Command.ChargeStored stored = query.stored();
        return stored == null ? status.query(account, query) : storedCharges.query(account, query, stored);
    }

    private Future<Outcome> with(Command command, Function<ProviderAccountCredentials, Future<Outcome>> action) {
        return accounts.with(command, PayPalFactory.KIND, NOT_CONNECTED, action);
    }
}
