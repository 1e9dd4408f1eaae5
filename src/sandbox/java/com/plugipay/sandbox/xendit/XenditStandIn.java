package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
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
 * {@code fail}, {@code expire} of a session or payment request, {@code refuse_refund} of a paid one, {@code pay} and
 * {@code fail} of a pending refund.
 */
public final class XenditStandIn implements StandIn {
    static final String NAME = "xendit";

    private static final String REFUSE_REFUND = "refuse_refund";

    private final StandInTools tools;
    private final Map<String, XenditMerchant> merchants = new LinkedHashMap<>();
    private final SeededIds ids;
    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final XenditRefundProcessor refunds;

    public XenditStandIn(StandInTools tools, List<XenditMerchant> merchants) {
        this.tools = tools;
        this.ids = new SeededIds(tools.random());
        this.ledger = new XenditLedger(ids);
        XenditNotifier notifier = new XenditNotifier(tools, ids);
        this.processor = new XenditPaymentProcessor(tools, ledger, notifier, ids);
        this.refunds = new XenditRefundProcessor(tools, ledger, processor, notifier, ids);
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
        BalanceTransactions transactions = new BalanceTransactions(tools, ledger);
        new PaymentRequestRoutes(tools, ledger, processor).mount(api);
        new SessionRoutes(tools, ledger, processor, ids).mount(api);
        new XenditRefundRoutes(tools, ledger, refunds, transactions).mount(api);
        transactions.mount(api);
        api.refuseRest();
        api.open(
                HttpMethod.POST,
                "/dashboard/callbacks",
                context -> setCallbacks(ApiCall.json(context).orElseGet(JsonObject::new)));
        new CheckoutPages(ledger, processor).mount(router);
    }

    /**
     * Stands in for the page "Settings, Webhooks" of Xendit's dashboard, where merchants paste their URL by hand: takes
     * {@code {"secretKey", "url", "callbackToken"?}}.
     */
    private ApiReply setCallbacks(JsonObject body) {
        XenditFields fields = XenditFields.of(body);
        XenditMerchant merchant = Optional.ofNullable(merchants.get(fields.text("secretKey", 255)))
                .orElseThrow(XenditErrors::wrongKey);
        String url = fields.text("url", 2_048);
        try {
            URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw XenditErrors.invalid("url", "url must be a URL");
        }
        merchant.setCallbacks(url, fields.optionalText("callbackToken", 255));
        return ApiReply.empty(204);
    }

    /** Hosted pages, and payment requests that were created without one. */
    @Override
    public List<BookEntry> books() {
        return Stream.concat(
                        ledger.checkouts.all().stream().map(XenditStandIn::entry),
                        ledger.requests.all().stream()
                                .filter(request -> request.checkout == null)
                                .map(XenditStandIn::entry))
                .toList();
    }

    private static BookEntry entry(Checkout checkout) {
        return new BookEntry(
                NAME,
                checkout.owner().businessId,
                checkout.id(),
                checkout.fields.getString("reference_id"),
                checkout.amount,
                checkout.fields.getString("currency"),
                checkout.status().name(),
                checkout.requests.stream().mapToLong(PaymentRequest::paid).sum(),
                checkout.requests.stream()
                        .mapToLong(request -> request.refunded(false))
                        .sum(),
                checkout.createdAt());
    }

    private static BookEntry entry(PaymentRequest request) {
        return new BookEntry(
                NAME,
                request.owner().businessId,
                request.id(),
                request.reference(),
                request.amount,
                request.currency(),
                request.status().name(),
                request.paid(),
                request.refunded(false),
                request.createdAt());
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
        Optional<Checkout> checkout = ledger.checkouts.find(id);
        Optional<PaymentRequest> request = ledger.requests.find(id);
        if (checkout.isPresent()) {
            act(checkout.get(), action);
        } else if (request.isPresent()) {
            act(request.get(), action);
        } else {
            act(
                    ledger.refunds
                            .find(id)
                            .orElseThrow(() -> new IllegalArgumentException("There is nothing named " + id)),
                    action);
        }
    }

    private void act(Checkout checkout, String action) {
        switch (action) {
            case "expire" -> {
                require(checkout.open(), action, checkout.status());
                processor.expire(checkout);
            }
            case "pay", "fail", "decline" -> {
                boolean over =
                        checkout.status() == Checkout.Status.COMPLETED || checkout.status() == Checkout.Status.CANCELED;
                require(!over, action, checkout.status());
                act(processor.payable(checkout), action);
            }
            case REFUSE_REFUND ->
                checkout.paidBy()
                        .orElseThrow(() -> new IllegalArgumentException("This is not paid"))
                        .refuseNextRefund();
            default -> throw unknown(action);
        }
    }

    private void act(PaymentRequest request, String action) {
        switch (action) {
            case "pay" -> processor.pay(request, request.channel.usualIssuer());
            case "fail", "decline" -> processor.decline(request, request.channel.kind.failure);
            case "expire" -> {
                require(request.open(), action, request.status());
                processor.expire(request);
            }
            case REFUSE_REFUND -> request.refuseNextRefund();
            default -> throw unknown(action);
        }
    }

    private void act(XenditRefund refund, String action) {
        require(refund.pending(), action, refund.status());
        switch (action) {
            case "pay" -> refunds.close(refund, XenditRefund.Status.SUCCEEDED);
            case "fail", "decline" -> refunds.close(refund, XenditRefund.Status.FAILED);
            default -> throw unknown(action);
        }
    }

    private static void require(boolean possible, String action, Enum<?> status) {
        if (!possible) {
            throw new IllegalArgumentException("A buyer cannot " + action + " what is " + status);
        }
    }

    private static IllegalArgumentException unknown(String action) {
        return new IllegalArgumentException("A buyer cannot " + action);
    }
}
