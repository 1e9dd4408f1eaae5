package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;
import static com.plugipay.sandbox.kit.StandInSettings.require;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.paypal.PayPalOrder.Funding;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a merchant sends its buyers: log in, review, pay or go back; and agree that their account is stored. */
record PayPalBuyerPages(PayPalTools tools, PayPalPaymentProcessor processor, Vault vault) {
    private static final StandInPages PAGES = new StandInPages("PayPal");

    void mount(Router router) {
        router.route("/checkoutnow*").failureHandler(PAGES::refused);
        router.get("/checkoutnow").handler(context -> show(context, "paypal/login"));
        router.post("/checkoutnow/login").handler(this::logIn);
        router.get("/checkoutnow/review").handler(context -> show(context, "paypal/review"));
        router.post("/checkoutnow/approve").handler(this::approve);
        router.post("/checkoutnow/cancel").handler(this::cancel);
        router.route("/agreements/*").failureHandler(PAGES::refused);
        router.get("/agreements/approve").handler(this::showAgreement);
        router.post("/agreements/approve").handler(this::agree);
        router.post("/agreements/cancel").handler(this::refuse);
    }

    private void showAgreement(RoutingContext context) {
        SetupToken setup = setup(context.request().getParam("approval_session_id", ""));
        PAGES.show(
                context,
                "paypal/agreement",
                json(
                        "path", tools.url("/agreements"),
                        "token", setup.id(),
                        "merchant", setup.owner().email(),
                        "email", PayPalOrder.PAYER_EMAIL,
                        "laters", laters()));
    }

    private void agree(RoutingContext context) {
        SetupToken setup = setup(field(context, "token"));
        vault.approve(setup, PaymentToken.Later.of(field(context, "later")));
        goBack(context, setup.returnUrl, "approval_token_id=" + setup.id());
    }

    private void refuse(RoutingContext context) {
        SetupToken setup = setup(field(context, "token"));
        goBack(context, setup.cancelUrl, "approval_token_id=" + setup.id());
    }

    private SetupToken setup(String id) {
        SetupToken setup = vault.open(id).orElseThrow(() -> new IllegalArgumentException("There is no such setup."));
        require(setup.status() == SetupToken.Status.PAYER_ACTION_REQUIRED, "This setup is approved already.");
        return setup;
    }

    private static List<JsonObject> laters() {
        return Stream.of(PaymentToken.Later.values())
                .map(later -> json("value", later.name(), "label", later.label))
                .toList();
    }

    private void show(RoutingContext context, String template) {
        PayPalOrder order = open(context.request().getParam("token", ""));
        String brand = order.request.brandName();
        Amount amount = order.request.amount();
        String description = order.given("description");
        JsonObject parameters = json(
                "path",
                tools.url("/checkoutnow"),
                "token",
                order.id(),
                "merchant",
                brand == null ? order.owner().email() : brand,
                "email",
                PayPalOrder.PAYER_EMAIL,
                "amount",
                MinorUnits.text(amount.minor(), amount.currency()),
                "description",
                description == null ? "" : description,
                "choices",
                choices(),
                "laters",
                order.request.storedFor() == null ? List.of() : laters());
        PAGES.show(context, template, parameters);
    }

    private static List<JsonObject> choices() {
        return Stream.of(Funding.values())
                .map(funding -> json("value", funding.name(), "label", funding.label, "effect", funding.effect))
                .toList();
    }

    private void logIn(RoutingContext context) {
        PayPalOrder order = open(field(context, "token"));
        goTo(context, tools.url("/checkoutnow/review?token=" + order.id()));
    }

    private void approve(RoutingContext context) {
        PayPalOrder order = find(field(context, "token"));
        String funding = field(context, "funding");
        order.later = PaymentToken.Later.of(field(context, "later"));
        processor.approve(order, funding.isEmpty() ? Funding.BALANCE : Funding.valueOf(funding));
        goBack(context, order.request.returnUrl(), "token=" + order.id() + "&PayerID=" + PayPalOrder.PAYER_ID);
    }

    private void cancel(RoutingContext context) {
        PayPalOrder order = find(field(context, "token"));
        goBack(context, order.request.cancelUrl(), "token=" + order.id());
    }

    private void goBack(RoutingContext context, @Nullable String url, String query) {
        if (url == null) {
            PAGES.message(context, 200, "PayPal", "You can close this page and go back to the shop.", null);
        } else {
            goTo(context, url + (url.contains("?") ? "&" : "?") + query);
        }
    }

    private PayPalOrder find(String token) {
        return processor.find(token).orElseThrow(() -> new IllegalArgumentException("There is no such order."));
    }

    /** One that can still be approved. */
    private PayPalOrder open(String token) {
        PayPalOrder order = find(token);
        require(!order.completed(), "This order is paid.");
        require(!order.expired(tools.now()), "The time of this order ran out.");
        return order;
    }
}
