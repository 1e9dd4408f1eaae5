package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The hosted page of a session: the buyer chooses a channel, and comes back here from everywhere. */
final class CheckoutPages {
    private static final String ROOT = PaymentPages.ROOT;

    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final StandInPages pages = new StandInPages("Xendit");

    CheckoutPages(XenditLedger ledger, XenditPaymentProcessor processor) {
        this.ledger = ledger;
        this.processor = processor;
    }

    void mount(Router router) {
        router.route("/checkout*").failureHandler(pages::refused);
        router.get("/checkout/sessions/:id").handler(this::show);
        router.post("/checkout/sessions/:id").handler(this::choose);
        new PaymentPages(ledger, processor, pages).mount(router);
    }

    private void show(RoutingContext context) {
        Checkout checkout = find(context);
        switch (checkout.status()) {
            case ACTIVE -> {
                @Nullable String code = context.request().getParam("channel");
                if (code == null) {
                    showChannels(context, checkout);
                } else {
                    showDetails(context, checkout, channel(checkout, code), null);
                }
            }
            case COMPLETED -> {
                String url = checkout.fields.getString("success_return_url");
                if (url == null) {
                    pages.message(context, 200, "Paid", "The merchant is told of it.", null);
                } else {
                    goTo(context, url);
                }
            }
            case EXPIRED, CANCELED -> {
                String message = "This page is " + checkout.status() + ".";
                pages.message(context, 410, "Too late", message, checkout.fields.getString("cancel_return_url"));
            }
        }
    }

    private void showChannels(RoutingContext context, Checkout checkout) {
        @Nullable
        String failure = checkout.requests.reversed().stream()
                .findFirst()
                .flatMap(PaymentRequest::latest)
                .map(XenditPayment::failureCode)
                .orElse(null);
        JsonObject fields = checkout.fields;
        pages.show(
                context,
                "xendit/choice",
                new JsonObject()
                        .put("path", ROOT + checkout.path())
                        .put("merchant", XenditMerchant.NAME)
                        .put("amount", checkout.amountText())
                        .put(
                                "description",
                                Objects.requireNonNullElse(
                                        fields.getString("description"), fields.getString("reference_id")))
                        .put(
                                "channels",
                                checkout.offered.stream()
                                        .map(CheckoutPages::button)
                                        .toList())
                        .put("problem", failure == null ? null : "The payment failed: " + failure)
                        .put("cancelUrl", fields.getString("cancel_return_url")));
    }

    /** A card and OVO need a form before they can begin. */
    private static JsonObject button(XenditChannelCode channel) {
        boolean account = channel.kind == XenditChannelCode.Kind.VIRTUAL_ACCOUNT;
        return new JsonObject()
                .put("code", channel.name())
                .put("label", account ? channel.label + " Virtual Account" : channel.label)
                .put("form", channel == XenditChannelCode.CARDS || channel == XenditChannelCode.OVO);
    }

    private void showDetails(
            RoutingContext context, Checkout checkout, XenditChannelCode channel, @Nullable String problem) {
        pages.show(
                context,
                "xendit/details",
                new JsonObject()
                        .put("path", ROOT + checkout.path())
                        .put("amount", checkout.amountText())
                        .put("code", channel.name())
                        .put("label", channel.label)
                        .put("problem", problem));
    }

    private void choose(RoutingContext context) {
        Checkout checkout = find(context);
        if (!checkout.open()) {
            goTo(context, ROOT + checkout.path());
            return;
        }
        XenditChannelCode channel = channel(checkout, field(context, "channel"));
        try {
            PaymentRequest request = processor.choose(checkout, channel, properties(context, channel));
            if (channel == XenditChannelCode.CARDS && !XenditCards.challenged(cardNumber(context))) {
                processor.pay(request, channel.usualIssuer());
                goTo(context, ROOT + checkout.path());
            } else {
                goTo(context, ROOT + request.path());
            }
        } catch (Refusal refusal) {
            showDetails(context, checkout, channel, refusal.getMessage());
        }
    }

    private JsonObject properties(RoutingContext context, XenditChannelCode channel) {
        if (channel == XenditChannelCode.CARDS) {
            XenditCards.check(cardNumber(context), field(context, "month"), field(context, "year"), processor.now());
        } else if (channel == XenditChannelCode.OVO) {
            String phone = field(context, "phone");
            XenditErrors.require(
                    XenditCards.isPhone(phone),
                    "INVALID_PAYMENT_DETAILS",
                    "The phone number must look like +6281234567890");
            return json("account_mobile_number", phone);
        }
        return new JsonObject();
    }

    private static String cardNumber(RoutingContext context) {
        return field(context, "number").replace(" ", "");
    }

    private Checkout find(RoutingContext context) {
        return ledger.checkouts.find(context.pathParam("id")).orElseThrow(XenditErrors::notFound);
    }

    private static XenditChannelCode channel(Checkout checkout, String code) {
        return XenditChannelCode.of(code)
                .filter(checkout.offered::contains)
                .orElseThrow(() -> new IllegalArgumentException("This way to pay is not offered"));
    }
}
