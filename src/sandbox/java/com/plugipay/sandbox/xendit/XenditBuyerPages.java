package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.api.Refusal;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import com.plugipay.sandbox.xendit.XenditChannelCode.Kind;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The buyers' pages: the hosted page of a session, on which the buyer chooses a channel; the code or the question of a
 * wallet or of a card's bank that follows; and where a buyer pays with a code, which is a phone that scans, a bank's
 * transfer form, or a counter that takes cash.
 */
final class XenditBuyerPages {
    /** Where the stand-in is mounted. */
    private static final String ROOT = "/" + XenditStandIn.NAME;

    private static final String PAID = "The merchant is told of it.";
    private static final Map<Kind, PayPlace> PAY_PLACES = Map.of(
            Kind.QR_CODE, new PayPlace("/checkout/qr", "Scan and pay", "QR code", XenditChannelCode.QRIS_ISSUERS),
            Kind.VIRTUAL_ACCOUNT, new PayPlace("/checkout/va", "Pay to a virtual account", "Number", List.of()),
            Kind.RETAIL_OUTLET, new PayPlace("/checkout/counter", "Pay at the counter", "Payment code", List.of()));

    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final StandInPages pages = new StandInPages("Xendit");

    /**
     * Where buyers pay with the codes of one kind of channel.
     *
     * @param issuers whose apps the buyer can choose from; empty for no choice
     */
    private record PayPlace(String path, String title, String codeLabel, List<String> issuers) {}

    XenditBuyerPages(XenditPaymentProcessor processor, XenditLedger ledger) {
        this.processor = processor;
        this.ledger = ledger;
    }

    void mount(Router router) {
        router.route("/checkout*").failureHandler(pages::refused);
        router.get("/checkout").handler(this::list);
        router.get("/checkout/sessions/:id").handler(this::showSession);
        router.post("/checkout/sessions/:id").handler(this::choose);
        router.get("/checkout/payments/:id").handler(context -> showPayment(context, "xendit/code"));
        router.get("/checkout/approve/:id").handler(context -> showPayment(context, "xendit/approve"));
        router.post("/checkout/approve/:id").handler(this::answer);
        PAY_PLACES.forEach((kind, place) -> {
            router.get(place.path()).handler(context -> showPayPlace(context, kind, place));
            router.post(place.path()).handler(context -> pay(context, kind));
        });
    }

    private void list(RoutingContext context) {
        List<JsonObject> open = ledger.requests.all().stream()
                .filter(PaymentRequest::open)
                .map(XenditBuyerPages::view)
                .toList();
        pages.show(context, "xendit/open", json("view", open));
    }

    /** What most pages show of it. */
    private static JsonObject view(PaymentRequest request) {
        return json("path", ROOT + request.path(), "label", request.channel.label, "code", request.code)
                .put("merchant", XenditMerchant.NAME)
                .put("reference", request.reference())
                .put("amount", MinorUnits.text(request.amount, request.currency()));
    }

    private void showSession(RoutingContext context) {
        Checkout checkout = checkout(context);
        switch (checkout.status()) {
            case ACTIVE -> {
                @Nullable String code = context.request().getParam("channel");
                if (code == null) {
                    showChannels(context, checkout);
                } else {
                    showDetails(context, checkout, channel(checkout, code), null);
                }
            }
            case COMPLETED -> goOrSay(context, checkout.fields.getString("success_return_url"), "Paid", PAID);
            case EXPIRED, CANCELED -> {
                String message = "This page is " + checkout.status() + ".";
                pages.message(context, 410, "Too late", message, checkout.fields.getString("cancel_return_url"));
            }
        }
    }

    private void showChannels(RoutingContext context, Checkout checkout) {
        Optional<String> failure = checkout.requests.reversed().stream()
                .findFirst()
                .flatMap(PaymentRequest::latest)
                .map(Payment::failureCode);
        JsonObject fields = checkout.fields;
        String description = fields.getString("description");
        List<JsonObject> channels =
                checkout.offered.stream().map(XenditBuyerPages::button).toList();
        JsonObject view = json(
                "path",
                ROOT + checkout.path(),
                "merchant",
                XenditMerchant.NAME,
                "amount",
                MinorUnits.text(checkout.amount, fields.getString("currency")),
                "description",
                description == null ? fields.getString("reference_id") : description,
                "channels",
                channels,
                "problem",
                failure.map(code -> "The payment failed: " + code).orElse(null),
                "cancelUrl",
                fields.getString("cancel_return_url"));
        pages.show(context, "xendit/choice", view);
    }

    /** A card and OVO need a form before they can begin. */
    private static JsonObject button(XenditChannelCode channel) {
        String kind = channel.kind == Kind.VIRTUAL_ACCOUNT ? " Virtual Account" : "";
        boolean form = channel == XenditChannelCode.CARDS || channel == XenditChannelCode.OVO;
        return json("code", channel.name(), "label", channel.label + kind, "form", form);
    }

    private void showDetails(
            RoutingContext context, Checkout checkout, XenditChannelCode channel, @Nullable String problem) {
        String amount = MinorUnits.text(checkout.amount, checkout.fields.getString("currency"));
        JsonObject view = json("path", ROOT + checkout.path(), "amount", amount, "problem", problem);
        pages.show(context, "xendit/details", view.put("code", channel.name()).put("label", channel.label));
    }

    private void choose(RoutingContext context) {
        Checkout checkout = checkout(context);
        if (!checkout.open()) {
            goTo(context, ROOT + checkout.path());
            return;
        }
        XenditChannelCode channel = channel(checkout, field(context, "channel"));
        String number = field(context, "number").replace(" ", "");
        JsonObject properties = new JsonObject();
        try {
            if (channel == XenditChannelCode.CARDS) {
                String month = field(context, "month");
                String year = field(context, "year");
                JsonObject card = json("card_number", number, "expiry_month", month, "expiry_year", year);
                XenditCards.check(XenditFields.of(card), processor.now());
            } else if (channel == XenditChannelCode.OVO) {
                XenditCards.checkPhone(field(context, "phone"));
                properties.put("account_mobile_number", field(context, "phone"));
            }
            PaymentRequest request = processor.choose(checkout, channel, properties);
            if (channel == XenditChannelCode.CARDS && !XenditCards.CHALLENGED.contains(number)) {
                processor.pay(request, channel.usualIssuer());
                goTo(context, ROOT + checkout.path());
            } else {
                goTo(context, ROOT + request.path());
            }
        } catch (Refusal refusal) {
            showDetails(context, checkout, channel, refusal.getMessage());
        }
    }

    private void showPayment(RoutingContext context, String template) {
        PaymentRequest request = request(context);
        if (!request.open()) {
            goBack(context, request);
            return;
        }
        PayPlace place = PAY_PLACES.get(request.channel.kind);
        String code = URLEncoder.encode(request.code, StandardCharsets.UTF_8);
        JsonObject view = view(request)
                .put("payPath", place == null ? "" : ROOT + place.path() + "?code=" + code)
                .put("backPath", ROOT + (request.checkout == null ? "/checkout" : request.checkout.path()));
        pages.show(context, template, view);
    }

    private void answer(RoutingContext context) {
        PaymentRequest request = request(context);
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

    private void showPayPlace(RoutingContext context, Kind kind, PayPlace place) {
        String code = context.request().getParam("code", "").strip();
        JsonObject view = json(
                "title", place.title(),
                "codeLabel", place.codeLabel(),
                "typesAmount", kind == Kind.VIRTUAL_ACCOUNT,
                "issuers", place.issuers());
        if (!code.isEmpty()) {
            PaymentRequest request = byCode(kind, code);
            view.mergeIn(view(request)).put("plainAmount", String.valueOf(request.amount));
        }
        if (!code.isEmpty() && kind == Kind.QR_CODE) {
            // A phone reads the merchant from the code itself.
            view.put("merchant", Qris.decode(code).getOrDefault("59", ""));
        }
        pages.show(context, "xendit/desk", view.put("path", ROOT + place.path()));
    }

    private void pay(RoutingContext context, Kind kind) {
        PaymentRequest request = byCode(kind, field(context, "code"));
        String given = field(context, "issuer");
        String issuer = given.isEmpty() ? request.channel.usualIssuer() : given;
        String typed = field(context, "amount");
        if (typed.isEmpty()) {
            processor.pay(request, issuer);
        } else {
            processor.payTyped(request, XenditFields.minorUnits(typed, request.currency(), "INVALID_AMOUNT"), issuer);
        }
        goBack(context, request);
    }

    /** Goes to the hosted page, which leads on to the shop, or to the return URL of a direct payment. */
    private void goBack(RoutingContext context, PaymentRequest request) {
        if (request.checkout != null) {
            goTo(context, ROOT + request.checkout.path());
            return;
        }
        XenditFields properties = XenditFields.of(request.fields).object("channel_properties");
        if (request.success().isPresent()) {
            goOrSay(context, properties.optionalText("success_return_url", 2_048), "Paid", PAID);
        } else {
            String message = "This payment is " + request.status() + ".";
            goOrSay(context, properties.optionalText("failure_return_url", 2_048), "Not paid", message);
        }
    }

    /** Goes to the shop, or says it when the shop has no such page. */
    private void goOrSay(RoutingContext context, @Nullable String url, String title, String message) {
        if (url == null) {
            pages.message(context, 200, title, message, null);
        } else {
            goTo(context, url);
        }
    }

    private Checkout checkout(RoutingContext context) {
        return ledger.checkouts.find(context.pathParam("id")).orElseThrow(XenditErrors::notFound);
    }

    private static XenditChannelCode channel(Checkout checkout, String code) {
        return XenditChannelCode.of(code)
                .filter(checkout.offered::contains)
                .orElseThrow(() -> new IllegalArgumentException("This way to pay is not offered"));
    }

    private PaymentRequest request(RoutingContext context) {
        return ledger.requests.find(context.pathParam("id")).orElseThrow(XenditErrors::notFound);
    }

    private PaymentRequest byCode(Kind kind, String code) {
        if (kind == Kind.QR_CODE) {
            Qris.decode(code);
        }
        return ledger.byCode(code)
                .filter(request -> request.channel.kind == kind)
                .orElseThrow(() -> new IllegalArgumentException("Nobody waits for a payment with this code"));
    }
}
