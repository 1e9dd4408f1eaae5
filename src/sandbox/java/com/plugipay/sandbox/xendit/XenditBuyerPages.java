package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.kit.Qris;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.api.Refusal;
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
record XenditBuyerPages(XenditPaymentProcessor processor) {
    private static final StandInPages PAGES = new StandInPages("Xendit");
    /** Where the stand-in is mounted. */
    private static final String ROOT = "/" + XenditStandIn.NAME;

    private static final String PAID = "The merchant is told of it.";
    private static final Map<Kind, PayPlace> PAY_PLACES = Map.of(
            Kind.QR_CODE, new PayPlace("/checkout/qr", "Scan and pay", "QR code"),
            Kind.VIRTUAL_ACCOUNT, new PayPlace("/checkout/va", "Pay to a virtual account", "Number"),
            Kind.RETAIL_OUTLET, new PayPlace("/checkout/counter", "Pay at the counter", "Payment code"));

    /** Where buyers pay with the codes of one kind of channel. */
    private record PayPlace(String path, String title, String codeLabel) {}

    void mount(Router router) {
        router.route("/checkout*").failureHandler(PAGES::refused);
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
        List<JsonObject> open = processor.requests.all().stream()
                .filter(PaymentRequest::open)
                .map(XenditBuyerPages::view)
                .toList();
        List<String> stored = processor.tokens.all().stream()
                .map(token ->
                        token.channel.label + " •••• " + token.lastDigits() + ", " + token.status() + ", " + token.id())
                .toList();
        PAGES.show(context, "xendit/open", json("view", open, "stored", stored));
    }

    private static JsonObject view(PaymentRequest request) {
        return json("path", ROOT + request.path(), "label", request.channel.label, "code", request.code)
                .put("merchant", XenditMerchant.NAME)
                .put("reference", request.reference())
                .put("amount", MinorUnits.text(request.amount, request.currency()));
    }

    private void showSession(RoutingContext context) {
        Checkout checkout = find(context, processor.checkouts);
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
                PAGES.message(context, 410, "Too late", message, checkout.fields.getString("cancel_return_url"));
            }
        }
    }

    private void showChannels(RoutingContext context, Checkout checkout) {
        Optional<String> problem = checkout.problem()
                .map(code -> (checkout.isSetup() ? "It was not stored: " : "The payment failed: ") + code);
        JsonObject fields = checkout.fields;
        String description = fields.getString("description");
        JsonObject view = json(
                "path", ROOT + checkout.path(),
                "merchant", XenditMerchant.NAME,
                "amount", amount(checkout),
                "description", description == null ? fields.getString("reference_id") : description,
                "channels",
                        checkout.offered.stream().map(XenditBuyerPages::button).toList(),
                "problem", problem.orElse(null),
                "cancelUrl", fields.getString("cancel_return_url"));
        PAGES.show(context, "xendit/choice", view);
    }

    /** A card and OVO need a form before they can begin. */
    private static JsonObject button(XenditChannelCode channel) {
        String kind = channel.kind == Kind.VIRTUAL_ACCOUNT ? " Virtual Account" : "";
        boolean form = channel == XenditChannelCode.CARDS || channel == XenditChannelCode.OVO;
        return json("code", channel.name(), "label", channel.label + kind, "form", form);
    }

    private void showDetails(
            RoutingContext context, Checkout checkout, XenditChannelCode channel, @Nullable String problem) {
        JsonObject view = json(
                "path", ROOT + checkout.path(),
                "amount", amount(checkout),
                "setup", checkout.isSetup(),
                "offersStoring", checkout.offersStoring(),
                "problem", problem);
        PAGES.show(context, "xendit/details", view.put("code", channel.name()).put("label", channel.label));
    }

    /** Empty where nothing is paid. */
    private static String amount(Checkout checkout) {
        return checkout.isSetup() ? "" : MinorUnits.text(checkout.amount, checkout.fields.getString("currency"));
    }

    private void choose(RoutingContext context) {
        Checkout checkout = find(context, processor.checkouts);
        if (!checkout.open()) {
            goTo(context, ROOT + checkout.path());
            return;
        }
        XenditChannelCode channel = channel(checkout, field(context, "channel"));
        String number = field(context, "number").replace(" ", "");
        String phone = field(context, "phone");
        try {
            if (channel == XenditChannelCode.CARDS) {
                JsonObject card = json(
                        "card_number", number,
                        "expiry_month", field(context, "month"),
                        "expiry_year", field(context, "year"));
                XenditCards.check(XenditFields.of(card), processor.now());
            } else if (channel == XenditChannelCode.OVO) {
                XenditCards.checkPhone(phone);
            }
            JsonObject phoneGiven = phone.isEmpty() ? json() : json("account_mobile_number", phone);
            JsonObject properties = channel == XenditChannelCode.CARDS
                    ? XenditCards.shown(number, field(context, "month"), field(context, "year"))
                    : phoneGiven;
            boolean asked = channel != XenditChannelCode.CARDS || XenditCards.CHALLENGED.contains(number);
            goTo(
                    context,
                    ROOT
                            + chosen(
                                    checkout,
                                    channel,
                                    properties,
                                    asked,
                                    !field(context, "save").isEmpty()));
        } catch (Refusal refusal) {
            showDetails(context, checkout, channel, refusal.getMessage());
        }
    }

    /** Returns where the buyer goes on. */
    private String chosen(
            Checkout checkout, XenditChannelCode channel, JsonObject properties, boolean asked, boolean ticked) {
        if (checkout.isSetup()) {
            StoredToken token = new XenditTokenProcessor(processor).begin(checkout, channel, properties, asked);
            return token.isOpen() ? StoredToken.path(token.id()) : checkout.path();
        }
        PaymentRequest request = processor.choose(checkout, channel, properties);
        request.stores = checkout.stores(ticked);
        if (!asked) {
            processor.pay(request, channel.usualIssuer());
        }
        return request.open() ? request.path() : checkout.path();
    }

    private void showPayment(RoutingContext context, String template) {
        PaymentRequest request = find(context, processor.requests);
        if (!request.open()) {
            goBack(context, request);
            return;
        }
        PayPlace place = PAY_PLACES.get(request.channel.kind);
        String code = URLEncoder.encode(request.code, StandardCharsets.UTF_8);
        JsonObject view = view(request)
                .put("question", XenditMerchant.NAME + " asks for this payment.")
                .put("payPath", place == null ? "" : ROOT + place.path() + "?code=" + code)
                .put("backPath", ROOT + (request.checkout == null ? "/checkout" : request.checkout.path()));
        PAGES.show(context, template, view);
    }

    private void answer(RoutingContext context) {
        PaymentRequest request = find(context, processor.requests);
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
                "title",
                place.title(),
                "codeLabel",
                place.codeLabel(),
                "typesAmount",
                kind == Kind.VIRTUAL_ACCOUNT,
                "issuers",
                kind == Kind.QR_CODE ? XenditChannelCode.QRIS_ISSUERS : List.of());
        if (!code.isEmpty()) {
            PaymentRequest request = byCode(kind, code);
            view.mergeIn(view(request)).put("plainAmount", String.valueOf(request.amount));
            if (kind == Kind.QR_CODE) {
                // A phone reads the merchant from the code itself.
                view.put("merchant", Qris.decode(code).getOrDefault("59", ""));
            }
        }
        PAGES.show(context, "xendit/desk", view.put("path", ROOT + place.path()));
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
        JsonObject properties = request.fields.getJsonObject("channel_properties");
        if (request.success().isPresent()) {
            goOrSay(context, properties.getString("success_return_url"), "Paid", PAID);
        } else {
            String message = "This payment is " + request.status() + ".";
            goOrSay(context, properties.getString("failure_return_url"), "Not paid", message);
        }
    }

    /** Goes to the shop, or says it when the shop has no such page. */
    private void goOrSay(RoutingContext context, @Nullable String url, String title, String message) {
        if (url == null) {
            PAGES.message(context, 200, title, message, null);
        } else {
            goTo(context, url);
        }
    }

    private static <T extends ProviderObject<?, ?>> T find(RoutingContext context, Ledger<T> ledger) {
        return ledger.find(context.pathParam("id")).orElseThrow(XenditErrors::notFound);
    }

    private static XenditChannelCode channel(Checkout checkout, String code) {
        return XenditChannelCode.of(code)
                .filter(checkout.offered::contains)
                .orElseThrow(() -> new IllegalArgumentException("This way to pay is not offered"));
    }

    private PaymentRequest byCode(Kind kind, String code) {
        return processor
                .byCode(code)
                .filter(request -> request.channel.kind == kind)
                .orElseThrow(() -> new IllegalArgumentException("Nobody waits for a payment with this code"));
    }
}
