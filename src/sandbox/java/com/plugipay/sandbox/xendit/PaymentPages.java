package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;

import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.xendit.XenditChannelCode.Kind;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer sees after choosing, which is a code or the question of a wallet or of a card's bank, and where a buyer pays
 * with a code: a phone that scans, a bank's transfer form, a counter that takes cash.
 */
final class PaymentPages {
    /** Where the stand-in is mounted. */
    static final String ROOT = "/" + XenditStandIn.NAME;

    private static final Map<Kind, PayPlace> PAY_PLACES = Map.of(
            Kind.QR_CODE,
                    new PayPlace("/checkout/qr", "Scan and pay", "QR code", false, XenditChannelCode.QRIS_ISSUERS),
            Kind.VIRTUAL_ACCOUNT, new PayPlace("/checkout/va", "Pay to a virtual account", "Number", true, List.of()),
            Kind.RETAIL_OUTLET,
                    new PayPlace("/checkout/counter", "Pay at the counter", "Payment code", false, List.of()));

    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final StandInPages pages;

    /**
     * Where buyers pay with the codes of one kind of channel.
     *
     * @param issuers whose apps the buyer can choose from; empty for no choice
     */
    private record PayPlace(String path, String title, String codeLabel, boolean typesAmount, List<String> issuers) {}

    PaymentPages(XenditLedger ledger, XenditPaymentProcessor processor, StandInPages pages) {
        this.ledger = ledger;
        this.processor = processor;
        this.pages = pages;
    }

    void mount(Router router) {
        router.get("/checkout").handler(this::list);
        router.get("/checkout/payments/:id").handler(context -> show(context, "xendit/code"));
        router.get("/checkout/approve/:id").handler(context -> show(context, "xendit/approve"));
        router.post("/checkout/approve/:id").handler(this::answer);
        PAY_PLACES.forEach((kind, place) -> {
            router.get(place.path()).handler(context -> showPayPlace(context, kind));
            router.post(place.path()).handler(context -> pay(context, kind));
        });
    }

    private void list(RoutingContext context) {
        pages.show(
                context,
                "xendit/open",
                new JsonObject()
                        .put(
                                "view",
                                ledger.requests.all().stream()
                                        .filter(PaymentRequest::open)
                                        .map(request -> new JsonObject()
                                                .put("path", ROOT + request.path())
                                                .put("label", request.channel.label)
                                                .put("reference", request.reference())
                                                .put("amount", request.amountText()))
                                        .toList()));
    }

    private void show(RoutingContext context, String template) {
        PaymentRequest request = find(context);
        if (!request.open()) {
            goBack(context, request);
            return;
        }
        PayPlace place = PAY_PLACES.get(request.channel.kind);
        pages.show(
                context,
                template,
                new JsonObject()
                        .put("path", ROOT + request.path())
                        .put("label", request.channel.label)
                        .put("merchant", XenditMerchant.NAME)
                        .put("amount", request.amountText())
                        .put("code", request.code)
                        .put(
                                "payPath",
                                place == null
                                        ? ""
                                        : ROOT + place.path() + "?code="
                                                + URLEncoder.encode(request.code, StandardCharsets.UTF_8))
                        .put("backPath", ROOT + (request.checkout == null ? "/checkout" : request.checkout.path())));
    }

    private void answer(RoutingContext context) {
        PaymentRequest request = find(context);
        XenditChannelCode channel = request.channel;
        switch (field(context, "answer")) {
            case "approve" -> processor.pay(request, channel.usualIssuer());
            case "decline" ->
                processor.decline(
                        request, channel == XenditChannelCode.CARDS ? "AUTHENTICATION_FAILED" : channel.kind.failure);
            default -> throw new IllegalArgumentException("Approve or decline");
        }
        goBack(context, request);
    }

    private void showPayPlace(RoutingContext context, Kind kind) {
        PayPlace place = Objects.requireNonNull(PAY_PLACES.get(kind));
        @Nullable String given = context.request().getParam("code");
        String code = given == null ? "" : given.strip();
        @Nullable PaymentRequest found = code.isEmpty() ? null : find(kind, code);
        // A phone reads the merchant from the code itself.
        String merchant =
                kind == Kind.QR_CODE && found != null ? Qris.decode(code).getOrDefault("59", "") : XenditMerchant.NAME;
        pages.show(
                context,
                "xendit/desk",
                new JsonObject()
                        .put("path", ROOT + place.path())
                        .put("title", place.title())
                        .put("codeLabel", place.codeLabel())
                        .put("code", code)
                        .put("merchant", found == null ? null : merchant)
                        .put("amount", found == null ? "" : found.amountText())
                        .put("plainAmount", found == null ? "" : String.valueOf(found.amount))
                        .put("typesAmount", place.typesAmount())
                        .put("issuers", place.issuers()));
    }

    private void pay(RoutingContext context, Kind kind) {
        PaymentRequest request = find(kind, field(context, "code"));
        String given = field(context, "issuer");
        String issuer = given.isEmpty() ? request.channel.usualIssuer() : given;
        String typed = field(context, "amount");
        if (typed.isEmpty()) {
            processor.pay(request, issuer);
        } else {
            processor.payTyped(request, minorUnits(typed, request.currency()), issuer);
        }
        goBack(context, request);
    }

    private static long minorUnits(String typed, String currency) {
        try {
            return XenditFields.minorUnits(new BigDecimal(typed), currency, "INVALID_AMOUNT");
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("The amount must be a number", malformed);
        }
    }

    /** Goes to the hosted page, which leads on to the shop, or to the return URL of a direct payment. */
    private void goBack(RoutingContext context, PaymentRequest request) {
        if (request.checkout != null) {
            goTo(context, ROOT + request.checkout.path());
            return;
        }
        boolean paid = request.success().isPresent();
        @Nullable
        String url = XenditFields.of(request.fields)
                .object("channel_properties")
                .optionalText(paid ? "success_return_url" : "failure_return_url", 2_048);
        if (url != null) {
            goTo(context, url);
        } else if (paid) {
            pages.message(context, 200, "Paid", "The merchant is told of it.", null);
        } else {
            pages.message(context, 200, "Not paid", "This payment is " + request.status() + ".", null);
        }
    }

    private PaymentRequest find(RoutingContext context) {
        return ledger.requests.find(context.pathParam("id")).orElseThrow(XenditErrors::notFound);
    }

    private PaymentRequest find(Kind kind, String code) {
        if (kind == Kind.QR_CODE) {
            Qris.decode(code);
        }
        return ledger.byCode(code)
                .filter(request -> request.channel.kind == kind)
                .orElseThrow(() -> new IllegalArgumentException("Nobody waits for a payment with this code"));
    }
}
