package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Xendit on this machine, under {@code /xendit}. Give a client {@code http://localhost:<port>/xendit} in the place of
 * {@code https://api.xendit.co}.
 *
 * <p>Buyers' pages: {@code /checkout} lists what is open, and links to everything else. Control actions: {@code pay},
 * {@code fail}, {@code expire} of a session or payment request, and {@code refuse_refund} of a paid one; {@code save}
 * in the place of {@code pay} where a page only stores a payment method; {@code expire} and {@code revoke} of a stored
 * one.
 */
public final class XenditStandIn implements StandIn {
    static final String NAME = "xendit";

    private static final String REFUSE_REFUND = "refuse_refund";
    private static final String SAVE = "save";

    private final Map<String, XenditMerchant> merchants = new LinkedHashMap<>();
    private final XenditPaymentProcessor processor;
    private final XenditTokenProcessor tokens;

    public XenditStandIn(StandInTools tools, List<XenditMerchant> merchants) {
        this.processor = new XenditPaymentProcessor(tools);
        this.tokens = new XenditTokenProcessor(processor);
        merchants.forEach(merchant -> this.merchants.put(merchant.secretKey, merchant));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        StandInTools tools = processor.tools;
        ProviderApi<XenditMerchant> api =
                new ProviderApi<>(router, tools.faults(), new XenditEndpoints(tools, merchants), XenditEndpoints.PATHS);
        new PaymentRequestRoutes(processor).mount(api);
        new SessionRoutes(processor).mount(api);
        TokenRoutes tokenRoutes = new TokenRoutes(tokens);
        tokenRoutes.mount(api);
        new BalanceTransactions(processor).mount(api);
        new XenditRefundRoutes(processor).mount(api);
        api.refuseRest();
        api.open(HttpMethod.POST, "/dashboard/callbacks", this::setCallbacks);
        new XenditBuyerPages(processor).mount(router);
        tokenRoutes.mount(router);
    }

    /**
     * Stands in for the page "Settings, Webhooks" of Xendit's dashboard, where merchants paste their URL by hand: takes
     * {@code {"secretKey", "url", "callbackToken"}}.
     */
    private ApiReply setCallbacks(RoutingContext context) {
        XenditFields fields = XenditFields.of(ApiCall.json(context).orElseGet(JsonObject::new));
        XenditMerchant merchant = Optional.ofNullable(merchants.get(fields.text("secretKey", 255)))
                .orElseThrow(XenditErrors::wrongKey);
        String url = fields.text("url", 2_048);
        fields.require(url.matches("https?://\\S+"), "url", "must be a URL");
        merchant.callbackUrl = url;
        merchant.callbackToken = fields.text("callbackToken", 255);
        return ApiReply.empty(204);
    }

    /** Hosted pages, and payment requests that were created without one. */
    @Override
    public List<BookEntry> books() {
        List<BookEntry> books = new ArrayList<>();
        processor.checkouts.all().forEach(each -> books.add(entry(each, each.fields, each.amount, each.requests)));
        processor.requests.all().stream()
                .filter(request -> request.checkout == null)
                .forEach(each -> books.add(entry(each, each.fields, each.amount, List.of(each))));
        return books;
    }

    private static BookEntry entry(
            ProviderObject<XenditMerchant, ? extends Enum<?>> charge,
            JsonObject fields,
            long amount,
            List<PaymentRequest> requests) {
        return new BookEntry(
                NAME,
                charge.owner().businessId,
                charge.id(),
                fields.getString("reference_id"),
                amount,
                fields.getString("currency"),
                charge.status().name(),
                requests.stream().mapToLong(PaymentRequest::paid).sum(),
                requests.stream().mapToLong(PaymentRequest::refunded).sum(),
                charge.createdAt());
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return processor.checkouts.find(entry.id()).filter(Checkout::isSetup).isPresent()
                ? setupActions(entry.status())
                : actions(entry.status(), entry.paid() > 0);
    }

    private static List<String> setupActions(String status) {
        return status.equals("ACTIVE") ? List.of(SAVE, "fail", "expire") : List.of();
    }

    private static List<String> actions(String status, boolean paid) {
        return switch (status) {
            case "SUCCEEDED", "COMPLETED" -> List.of(REFUSE_REFUND);
            case "CANCELED", "FAILED" -> List.of();
            // Late, and once.
            case "EXPIRED" -> paid ? List.of(REFUSE_REFUND) : List.of("pay");
            default -> List.of("pay", "fail", "expire");
        };
    }

    @Override
    public void act(String id, String action) {
        Optional<Checkout> checkout = processor.checkouts.find(id);
        Optional<PaymentRequest> request = processor.requests.find(id);
        Optional<StoredToken> token = processor.tokens.find(id);
        boolean exists = checkout.isPresent() || request.isPresent() || token.isPresent();
        StandInSettings.require(exists, "There is no payment " + id);
        token.ifPresent(each -> tokens.act(each, action));
        checkout.ifPresent(each -> act(each, action));
        request.ifPresent(each -> act(each, action));
    }

    private void act(Checkout checkout, String action) {
        if (checkout.isSetup()) {
            actOnSetup(checkout, action);
            return;
        }
        require(checkout, checkout.paidBy().isPresent(), action);
        switch (action) {
            case "expire" -> processor.expire(checkout);
            case REFUSE_REFUND -> checkout.paidBy().ifPresent(paid -> act(paid, action));
            default -> act(processor.payable(checkout), action);
        }
    }

    private void actOnSetup(Checkout checkout, String action) {
        require(checkout, setupActions(checkout.status().name()), action);
        XenditChannelCode channel = checkout.offered.getFirst();
        switch (action) {
            case SAVE -> tokens.begin(checkout, channel, XenditCards.usual(channel), false);
            case "fail" ->
                tokens.fail(tokens.begin(checkout, channel, XenditCards.usual(channel), true), "AUTHENTICATION_FAILED");
            default -> processor.expire(checkout);
        }
    }

    private void act(PaymentRequest request, String action) {
        require(request, request.paid() > 0, action);
        switch (action) {
            case "pay" -> processor.pay(request, request.channel.usualIssuer());
            case "fail" -> processor.decline(request, request.channel.kind.failure);
            case "expire" -> processor.expire(request);
            default -> request.refusesNextRefund = true;
        }
    }

    private static void require(ProviderObject<XenditMerchant, ? extends Enum<?>> charge, boolean paid, String action) {
        require(charge, actions(charge.status().name(), paid), action);
    }

    private static void require(
            ProviderObject<XenditMerchant, ? extends Enum<?>> charge, List<String> actions, String action) {
        StandInSettings.require(actions.contains(action), "A buyer cannot " + action + " what is " + charge.status());
    }
}
