package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Xendit on this machine, under {@code /xendit}. Give a client {@code http://localhost:<port>/xendit} in the place of
 * {@code https://api.xendit.co}.
 *
 * <p>Buyers' pages: {@code /checkout} lists what is open, and links to everything else. Control actions: {@code pay},
 * {@code fail}, {@code expire} of a session or payment request, and {@code refuse_refund} of a paid one.
 */
public final class XenditStandIn implements StandIn {
    static final String NAME = "xendit";

    private static final String REFUSE_REFUND = "refuse_refund";

    private final StandInTools tools;
    private final Map<String, XenditMerchant> merchants = new LinkedHashMap<>();
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;

    public XenditStandIn(StandInTools tools, List<XenditMerchant> merchants) {
        this.tools = tools;
        this.ledger = new XenditLedger(tools);
        this.processor = new XenditPaymentProcessor(tools, ledger);
        merchants.forEach(merchant -> this.merchants.put(merchant.secretKey, merchant));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        ProviderApi<XenditMerchant> api =
                new ProviderApi<>(router, tools.faults(), new XenditEndpoints(tools, merchants), XenditEndpoints.PATHS);
        new PaymentRequestRoutes(processor, ledger).mount(api);
        new SessionRoutes(processor, ledger).mount(api);
        BalanceTransactions transactions = new BalanceTransactions(tools, ledger);
        transactions.mount(api);
        new XenditRefundRoutes(processor, ledger, transactions).mount(api);
        api.refuseRest();
        api.open(HttpMethod.POST, "/dashboard/callbacks", this::setCallbacks);
        new XenditBuyerPages(processor, ledger).mount(router);
    }

    /**
     * Stands in for the page "Settings, Webhooks" of Xendit's dashboard, where merchants paste their URL by hand: takes
     * {@code {"secretKey", "url", "callbackToken"?}}.
     */
    private ApiReply setCallbacks(RoutingContext context) {
        XenditFields fields = XenditFields.of(ApiCall.json(context).orElseGet(JsonObject::new));
        XenditMerchant merchant = Optional.ofNullable(merchants.get(fields.text("secretKey", 255)))
                .orElseThrow(XenditErrors::wrongKey);
        String url = fields.text("url", 2_048);
        fields.require(url.matches("https?://\\S+"), "url", "must be a URL");
        String token = fields.optionalText("callbackToken", 255);
        merchant.callbackUrl = url;
        merchant.callbackToken = token == null ? merchant.callbackToken : token;
        return ApiReply.empty(204);
    }

    /** Hosted pages, and payment requests that were created without one. */
    @Override
    public List<BookEntry> books() {
        return Stream.concat(
                        ledger.checkouts.all().stream()
                                .map(each -> entry(each, each.fields, each.amount, each.requests)),
                        ledger.requests.all().stream()
                                .filter(request -> request.checkout == null)
                                .map(each -> entry(each, each.fields, each.amount, List.of(each))))
                .toList();
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
                requests.stream().mapToLong(request -> request.refunded(false)).sum(),
                charge.createdAt());
    }

    @Override
    public List<String> actions(BookEntry entry) {
        return switch (entry.status()) {
            case "SUCCEEDED", "COMPLETED" -> List.of(REFUSE_REFUND);
            case "CANCELED", "FAILED" -> List.of();
            case "EXPIRED" -> List.of("pay");
            default -> List.of("pay", "fail", "expire");
        };
    }

    @Override
    public void act(String id, String action) {
        Checkout checkout = ledger.checkouts.find(id).orElse(null);
        if (checkout != null) {
            act(checkout, action);
        } else {
            PaymentRequest request = ledger.requests
                    .find(id)
                    .orElseThrow(() -> new IllegalArgumentException("There is no payment named " + id));
            act(request, action);
        }
    }

    private void act(Checkout checkout, String action) {
        PaymentRequest paid = checkout.paidBy;
        boolean isPaidLate = action.equals("pay") && checkout.status() == Checkout.Status.EXPIRED;
        if (paid != null && !isPaidLate) {
            act(paid, action);
        } else if (action.equals("expire")) {
            require(checkout.open(), action, checkout);
            processor.expire(checkout);
        } else {
            boolean canceled = checkout.status() == Checkout.Status.CANCELED;
            require(!canceled && List.of("pay", "fail").contains(action), action, checkout);
            act(processor.payable(checkout), action);
        }
    }

    private void act(PaymentRequest request, String action) {
        switch (action) {
            case "pay" -> processor.pay(request, request.channel.usualIssuer());
            case "fail" -> processor.decline(request, request.channel.kind.failure);
            case "expire" -> {
                require(request.open(), action, request);
                processor.expire(request);
            }
            case REFUSE_REFUND -> request.refusesNextRefund = true;
            default -> throw new IllegalArgumentException("A buyer cannot " + action);
        }
    }

    private static void require(boolean possible, String action, ProviderObject<?, ?> object) {
        if (!possible) {
            throw new IllegalArgumentException("A buyer cannot " + action + " what is " + object.status());
        }
    }
}
