package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.FaultyEdge;
import com.plugipay.sandbox.paypal.api.OrderRoutes;
import com.plugipay.sandbox.paypal.api.OrderWire;
import com.plugipay.sandbox.paypal.api.PayPalPaymentRoutes;
import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import com.plugipay.sandbox.paypal.api.PaymentWire;
import com.plugipay.sandbox.paypal.api.Replies;
import com.plugipay.sandbox.paypal.api.Request;
import com.plugipay.sandbox.paypal.api.Tokens;
import com.plugipay.sandbox.paypal.webhooks.CertificateAuthority;
import com.plugipay.sandbox.paypal.webhooks.PayPalEventRoutes;
import com.plugipay.sandbox.paypal.webhooks.PayPalNotifier;
import com.plugipay.sandbox.paypal.webhooks.SignatureRoutes;
import com.plugipay.sandbox.paypal.webhooks.SigningCertificate;
import com.plugipay.sandbox.paypal.webhooks.Transmitter;
import com.plugipay.sandbox.paypal.webhooks.WebhookRoutes;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;

/**
 * PayPal, played by this machine; under {@code /paypal} are PayPal's own paths.
 *
 * <p>Its webhooks hold for a gateway that trusts the authority's certificate and takes certificates from this address.
 */
public final class PayPalStandIn implements StandIn {
    private static final String NAME = "paypal";

    private final StandInTools tools;
    private final Replies replies;
    private final Tokens tokens;
    private final PayPalLedger ledger;
    private final PayPalBuyerActions buyer;
    private final OrderRoutes orderRoutes;
    private final PayPalPaymentRoutes paymentRoutes;
    private final WebhookRoutes webhookRoutes;
    private final PayPalEventRoutes eventRoutes;
    private final SignatureRoutes signatureRoutes;
    private final PayPalBuyerPages buyerPages;

    /** @param apps whose credentials it takes; each has its own orders and webhooks */
    public PayPalStandIn(StandInTools tools, List<RestApp> apps, CertificateAuthority authority) {
        SigningCertificate certificate = authority.signer();
        this.tools = tools;
        InstantSource clock = tools.clock();
        PayPalIds ids = new PayPalIds(tools.random());
        Links links = new Links(tools.baseUrl());
        PaymentWire paymentWire = new PaymentWire(links);
        OrderWire orderWire = new OrderWire(links, paymentWire);
        Transmitter transmitter = new Transmitter(NAME, certificate, tools.callbacks(), links, ids, clock);
        this.replies = new Replies(ids);
        this.tokens = new Tokens(apps, clock, ids, replies);
        this.ledger = new PayPalLedger(clock);
        this.webhookRoutes = new WebhookRoutes(ids, links, replies);
        PayPalNotifier notifier =
                new PayPalNotifier(webhookRoutes, transmitter, orderWire, paymentWire, links, ids, clock);
        PayPalPaymentProcessor processor =
                new PayPalPaymentProcessor(ledger, notifier, links, ids, tools.faults(), clock);
        this.buyer = new PayPalBuyerActions(ledger, processor, notifier, tools.faults(), clock);
        this.orderRoutes = new OrderRoutes(ledger, processor, orderWire, ids, replies, clock);
        this.paymentRoutes = new PayPalPaymentRoutes(ledger, processor, paymentWire, replies, clock);
        this.eventRoutes = new PayPalEventRoutes(notifier, webhookRoutes, transmitter, replies);
        this.signatureRoutes = new SignatureRoutes(certificate, transmitter, webhookRoutes, replies);
        this.buyerPages = new PayPalBuyerPages(ledger, buyer, links, clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        buyerPages.mount(router);
        router.route("/v1/*").failureHandler(replies::failed);
        router.route("/v2/*").failureHandler(replies::failed);
        router.get("/v1/notifications/certs/:id").handler(signatureRoutes::certificate);
        FaultyEdge edge = new FaultyEdge(tools.faults(), replies);
        router.route("/v1/*").handler(edge);
        router.route("/v2/*").handler(edge);
        router.post("/v1/oauth2/token").handler(tokens::issue);
        for (String api : List.of("/v1/*", "/v2/*")) {
            router.route(api).handler(tokens::check);
            router.post(api).handler(Request::mustBeJson);
            router.patch(api).handler(Request::mustBeJson);
            router.route(api).handler(MockedFailure::check);
        }
        orderRoutes.mount(router);
        paymentRoutes.mount(router);
        webhookRoutes.mount(router);
        eventRoutes.mount(router);
        signatureRoutes.mount(router);
        for (String api : List.of("/v1/*", "/v2/*")) {
            router.route(api).handler(context -> {
                throw PayPalRefusal.notFound();
            });
        }
    }

    @Override
    public List<BookEntry> books() {
        return ledger.books(NAME);
    }

    @Override
    public void act(String id, String action) {
        buyer.act(id, action);
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return PayPalBuyerActions.actions(entry.status());
    }
}
