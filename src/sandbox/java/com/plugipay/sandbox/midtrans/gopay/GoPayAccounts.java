package com.plugipay.sandbox.midtrans.gopay;

import static com.plugipay.sandbox.kit.StandInPages.field;
import static com.plugipay.sandbox.kit.StandInPages.goTo;
import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccount.Status;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Links GoPay accounts: the API under {@code /v2/pay/account}, the page on which a buyer agrees, and the notices.
 *
 * @see <a href="https://docs.midtrans.com/reference/create-pay-account">Create pay account</a>
 */
public record GoPayAccounts(StandInTools tools, Ledger<GoPayAccount> accounts, Notices notices) {
    /** How long a buyer can agree; Midtrans does not say it. */
    private static final Duration AGREED_WITHIN = Duration.ofMinutes(15);

    /** Sends notices to merchants. */
    @FunctionalInterface
    public interface Notices {
        /**
         * Sends a notice to these addresses.
         *
         * @param forged the same with a wrong signature, for the fault
         */
        void send(List<String> urls, JsonObject body, JsonObject forged);
    }

    /** Adds the endpoints; what Midtrans answers is the body with its {@code status_code}. */
    public void mount(ProviderApi<MidtransMerchant> api) {
        String path = "/v2/pay/account";
        api.post(path, this::link);
        api.get(path + "/:id", call -> ApiReply.of(find(call).read(tools.ids().uuid())));
        api.post(path + "/:id/unbind", call -> {
            GoPayAccount account = find(call);
            end(account);
            return ApiReply.of(account.toJson()
                    .put("channel_response_code", "0")
                    .put("channel_response_message", "Process service request successfully."));
        });
    }

    /** Adds the page of the buyer. */
    public void mount(Router router, StandInPages pages) {
        router.route("/gopay/*").failureHandler(pages::refused);
        router.get("/gopay/link/:id").handler(context -> {
            GoPayAccount account = open(context);
            pages.show(
                    context,
                    "midtrans/link",
                    json(
                            "id",
                            account.id(),
                            "phone",
                            account.phone(),
                            "merchant",
                            account.owner().merchantId()));
        });
        router.post("/gopay/link/:id").handler(context -> {
            GoPayAccount account = open(context);
            if (field(context, "action").equals("link")) {
                agree(account);
            }
            String back = account.redirectUrl();
            if (back == null) {
                pages.message(context, 200, "GoPay", "You can close this page.", null);
            } else {
                goTo(context, back);
            }
        });
    }

    private ApiReply link(ApiCall<MidtransMerchant> call) {
        JsonObject body = MidtransStyle.body(call);
        JsonObject partner = object(body, "gopay_partner");
        if (!"gopay".equals(text(body, "payment_type"))) {
            throw MidtransStyle.invalid("payment_type is not supported");
        }
        String phone = MidtransStyle.required(text(partner, "phone_number"), "gopay_partner.phone_number");
        MidtransStyle.required(text(partner, "country_code"), "gopay_partner.country_code");
        if (!phone.matches("8[0-9]{8,11}")) {
            throw MidtransStyle.invalid("gopay_partner.phone_number is invalid");
        }
        GoPayAccount account = new GoPayAccount(
                tools.ids().uuid(),
                call.merchant(),
                phone,
                text(partner, "redirect_url"),
                notificationUrls(call),
                tools.now());
        accounts.add(account);
        tools.timers().at(tools.now().plus(AGREED_WITHIN), () -> {
            if (account.status() == Status.PENDING) {
                account.become(Status.EXPIRED, tools.now());
            }
        });
        String url = tools.url("/gopay/link/" + account.id());
        return ApiReply.of(account.toJson()
                .put("actions", array(action("activation-link-url", url), action("activation-link-app", url))));
    }

    private static JsonObject action(String name, String url) {
        return json("name", name, "method", "GET", "url", url);
    }

    /** Where notices go is not documented for accounts: here as those of charges do. */
    private static List<String> notificationUrls(ApiCall<MidtransMerchant> call) {
        String header = call.header("X-Override-Notification");
        return header == null || header.isBlank()
                ? Stream.ofNullable(call.merchant().notificationUrl()).toList()
                : Stream.of(header.split(",", -1)).map(String::strip).toList();
    }

    /** Its buyer agrees. */
    public void agree(GoPayAccount account) {
        MidtransStyle.requirePossible(account.status() == Status.PENDING);
        become(account, Status.ENABLED);
    }

    /** The merchant, or the buyer in the app, ends the link. */
    public void end(GoPayAccount account) {
        if (account.status() != Status.DISABLED) {
            become(account, Status.DISABLED);
        }
    }

    private void become(GoPayAccount account, Status status) {
        account.become(status, tools.now());
        notices.send(account.notificationUrls(), account.notice(false), account.notice(true));
    }

    private GoPayAccount open(RoutingContext context) {
        GoPayAccount account = accounts.find(context.pathParam("id")).orElseThrow(GoPayAccounts::noAccount);
        MidtransStyle.requirePossible(account.status() == Status.PENDING);
        return account;
    }

    private GoPayAccount find(ApiCall<MidtransMerchant> call) {
        return accounts.find(call.merchant(), call.id()).orElseThrow(GoPayAccounts::noAccount);
    }

    /** The account that a charge names is gone. */
    public static RuntimeException noAccount() {
        return MidtransStyle.refusal(404, "Account doesn't exist.");
    }
}
