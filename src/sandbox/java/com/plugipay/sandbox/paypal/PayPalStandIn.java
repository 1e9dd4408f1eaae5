package com.plugipay.sandbox.paypal;

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
    private final PayPalPaymentProcessor processor;

    /** @param apps whose credentials it takes; each has its own orders and webhooks */
    public PayPalStandIn(StandInTools tools, List<RestApp> apps, CertificateAuthority authority) {
        this.tools = new PayPalTools(tools);
        this.endpoints = new PayPalEndpoints(this.tools, apps);
        this.authority = authority;
        this.notifier = new PayPalNotifier(this.tools, authority);
        this.processor = new PayPalPaymentProcessor(this.tools, notifier);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        new PayPalBuyerPages(tools, processor).mount(router);
        router.get(PayPalNotifier.CERTIFICATES + ":id").handler(this::showCertificate);
        ProviderApi<RestApp> api =
                new ProviderApi<>(router, tools.standIn().faults(), endpoints, List.of("/v1/*", "/v2/*"));
        api.open(HttpMethod.POST, "/v1/oauth2/token", endpoints::issueToken);
        new PayPalPaymentRoutes(tools, processor).mount(api);
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
        return processor.orders.all().stream().map(this::entry).toList();
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
            case "PENDING" -> List.of("complete", "deny");
            case "COMPLETED", "PARTIALLY_REFUNDED" -> List.of("reverse");
            default -> List.of();
        };
    }

    /** What a buyer, the buyer's bank and PayPal's reviewers do. */
    @Override
    public void act(String id, String action) {
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
