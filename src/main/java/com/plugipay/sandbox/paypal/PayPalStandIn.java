package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.standins.BookEntry;
import com.plugipay.sandbox.standins.FaultyEdge;
import com.plugipay.sandbox.standins.StandIn;
import com.plugipay.sandbox.standins.StandInTools;
import io.vertx.core.Future;
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
    private final Ledger ledger;
    private final Buyer buyer;
    private final OrderRoutes orderRoutes;
    private final PaymentRoutes paymentRoutes;
    private final WebhookRoutes webhookRoutes;
    private final EventRoutes eventRoutes;
    private final SignatureRoutes signatureRoutes;
    private final BuyerPages buyerPages;

    /** @param apps whose credentials it takes; each has its own orders and webhooks */
    public PayPalStandIn(StandInTools tools, List<RestApp> apps, CertificateAuthority authority) {
        SigningCertificate certificate = authority.signer();
        this.tools = tools;
        InstantSource clock = tools.clock();
        Identifiers identifiers = new Identifiers(tools.random());
        Links links = new Links(tools.baseUrl());
        PaymentWire paymentWire = new PaymentWire(links);
        OrderWire orderWire = new OrderWire(links, paymentWire);
        Transmitter transmitter = new Transmitter(NAME, certificate, tools.callbacks(), links, identifiers, clock);
        this.replies = new Replies(identifiers);
        this.tokens = new Tokens(apps, clock, identifiers, replies);
        this.ledger = new Ledger(clock);
        this.webhookRoutes = new WebhookRoutes(identifiers, links, replies);
        Notifier notifier = new Notifier(webhookRoutes, transmitter, orderWire, paymentWire, links, identifiers, clock);
        Cashier cashier = new Cashier(ledger, notifier, links, identifiers, tools.faults(), clock);
        this.buyer = new Buyer(ledger, cashier, notifier, tools.faults(), clock);
        this.orderRoutes = new OrderRoutes(ledger, cashier, orderWire, identifiers, replies, clock);
        this.paymentRoutes = new PaymentRoutes(ledger, cashier, paymentWire, replies, clock);
        this.eventRoutes = new EventRoutes(notifier, webhookRoutes, transmitter, replies);
        this.signatureRoutes = new SignatureRoutes(certificate, transmitter, webhookRoutes, replies);
        this.buyerPages = new BuyerPages(ledger, buyer, links, clock);
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
                throw Refusal.notFound();
            });
        }
    }

    @Override
    public List<BookEntry> books() {
        return ledger.books(NAME);
    }

    @Override
    public Future<Void> act(String id, String action) {
        return Future.succeededFuture().map(ignored -> {
            buyer.act(id, action);
            return null;
        });
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return Buyer.actions(entry.status());
    }
}
