package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.StandInSettings.require;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.paypal.PayPalOrder.Funding;
import com.plugipay.sandbox.paypal.api.PayPalEndpoints;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PayPal, played by this machine; under {@code /paypal} are PayPal's own paths.
 *
 * <p>Its webhooks hold for a gateway that trusts the authority's certificate and takes certificates from this address.
 */
public final class PayPalStandIn implements StandIn {
    static final String NAME = "paypal";

    private final PayPalTools tools;
    private final PayPalEndpoints endpoints;
    private final CertificateAuthority authority;
    private final PayPalNotifier notifier;
    private final Vault vault;
    private final PayPalPaymentProcessor processor;

    /** @param apps whose credentials it takes; each has its own orders and webhooks */
    public PayPalStandIn(StandInTools tools, List<RestApp> apps, CertificateAuthority authority) {
        this.tools = new PayPalTools(tools);
        this.endpoints = new PayPalEndpoints(this.tools, apps);
        this.authority = authority;
        this.notifier = new PayPalNotifier(this.tools, authority);
        this.vault = new Vault(this.tools, notifier);
        this.processor = new PayPalPaymentProcessor(this.tools, notifier, vault);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        new PayPalBuyerPages(tools, processor, vault).mount(router);
        router.get(PayPalNotifier.CERTIFICATES + ":id").handler(this::showCertificate);
        ProviderApi<RestApp> api =
                new ProviderApi<>(router, tools.standIn().faults(), endpoints, List.of("/v1/*", "/v2/*", "/v3/*"));
        api.open(HttpMethod.POST, "/v1/oauth2/token", endpoints::issueToken);
        new PayPalPaymentRoutes(tools, processor).mount(api);
        new VaultRoutes(tools, vault).mount(api);
        new WebhookRoutes(tools, notifier).mount(api);
        api.refuseRest();
    }

    /** Open to everybody, and never faulty: it belongs to no merchant's calls. */
    private void showCertificate(RoutingContext context) {
        if (authority.certificateId().equals(context.pathParam("id"))) {
            context.response().putHeader("Content-Type", "text/plain").end(authority.chainPem());
        } else {
            context.fail(404);
        }
    }

    @Override
    public List<BookEntry> books() {
        Stream<BookEntry> setups = vault.setups().all().stream().map(this::entry);
        return Stream.concat(processor.orders.all().stream().map(this::entry), setups)
                .toList();
    }

    /** A setup moves no money; its reference is the merchant's customer. */
    private BookEntry entry(SetupToken setup) {
        String customer = setup.customer.merchantId();
        return new BookEntry(
                NAME,
                setup.owner().clientId(),
                setup.id(),
                customer == null ? "" : customer,
                0,
                "USD",
                setup.expired(tools.now()) ? "EXPIRED" : "SETUP_" + setup.status(),
                0,
                0,
                setup.createdAt());
    }

    private BookEntry entry(PayPalOrder order) {
        Capture capture = order.capture;
        Amount amount = order.request.amount();
        String custom = order.given("custom_id");
        String reference = custom == null ? order.given("invoice_id") : custom;
        // EXPIRED is the only word that is not PayPal's, which says nothing of such an order.
        String status = order.expired(tools.now()) ? "EXPIRED" : order.status().name();
        return new BookEntry(
                NAME,
                order.owner().clientId(),
                order.id(),
                Objects.requireNonNullElse(reference, ""),
                amount.minor(),
                amount.currency(),
                capture == null ? status : capture.status().name(),
                capture != null && capture.taken() ? capture.amount.minor() : 0,
                capture == null ? 0 : capture.refunded().minor(),
                order.createdAt());
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return switch (entry.status()) {
            case "CREATED", "PAYER_ACTION_REQUIRED", "APPROVED" ->
                List.of("pay", "approve_declined", "approve_pending", "cancel", "expire");
            case "SETUP_PAYER_ACTION_REQUIRED" ->
                List.of("approve", "approve_no_funds", "approve_closed", "approve_asks", "expire");
            case "PENDING" -> List.of("complete", "deny");
            case "COMPLETED", "PARTIALLY_REFUNDED" -> List.of("reverse");
            default -> List.of();
        };
    }

    /**
     * What a buyer, the buyer's bank and PayPal's reviewers do with an order, and what a buyer does with a setup or, by its
     * token, with a stored account: {@code revoke}.
     */
    @Override
    public void act(String id, String action) {
        Optional<SetupToken> setup = vault.open(id);
        Optional<PaymentToken> token = vault.tokens().find(id);
        if (setup.isPresent()) {
            act(setup.get(), action);
        } else if (token.isPresent()) {
            require(action.equals("revoke"), "A buyer cannot " + action + " a stored account");
            vault.revoke(token.get());
        } else {
            actOnOrder(id, action);
        }
    }

    private void act(SetupToken setup, String action) {
        switch (action) {
            case "approve" -> vault.approve(setup, PaymentToken.Later.PAYS);
            case "approve_no_funds" -> vault.approve(setup, PaymentToken.Later.NO_FUNDS);
            case "approve_closed" -> vault.approve(setup, PaymentToken.Later.CLOSED);
            case "approve_asks" -> vault.approve(setup, PaymentToken.Later.ASKS);
            case "expire" -> setup.expire();
            default -> throw new IllegalArgumentException("A buyer cannot " + action + " a setup");
        }
    }

    private void actOnOrder(String id, String action) {
        PayPalOrder order =
                processor.find(id).orElseThrow(() -> new IllegalArgumentException("There is no order " + id));
        switch (action) {
            case "pay" -> processor.approve(order, Funding.BALANCE);
            case "approve_declined", "fail" -> processor.approve(order, Funding.DECLINED_CARD);
            case "approve_pending" -> processor.approve(order, Funding.REVIEWED);
            case "complete" -> processor.settle(order, Capture.Status.COMPLETED);
            case "deny" -> processor.settle(order, Capture.Status.DECLINED);
            case "reverse" -> processor.reverse(order);
            case "expire" -> processor.expire(order);
            // Only the browser goes somewhere: the order waits for the buyer to think again.
            case "cancel" -> processor.requireUnpaid(order);
            default -> throw new IllegalArgumentException("A buyer cannot " + action);
        }
    }
}
