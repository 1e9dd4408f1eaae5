package com.plugipay.providers.midtrans;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command.Buyer;
import com.plugipay.providers.Command.Setup;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.midtrans.api.MidtransApi;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links GoPay accounts, which can then be charged (https://docs.midtrans.com/reference/create-pay-account,
 * /reference/get-pay-account, /reference/unbind-pay-account). The id of the account at Midtrans is the reference of the setup
 * and the token of the stored method.
 */
final class MidtransGoPayAccounts {
    /** Stored with a setup: the last digits of the telephone number, by which its owner recognises the account. */
    private static final String PHONE_END = "phoneEnd";

    /** GoPay accounts have Indonesian mobile numbers; the group is the number without country code. */
    private static final Pattern PHONE = Pattern.compile("(?:\\+?62|0)?(8[0-9]{8,11})");

    private static final Outcome NO_PHONE = new Outcome.Rejected(
            "phone_required", "GoPay is linked by the customer's Indonesian telephone number, such as +62812345678.");
    private static final Outcome NOT_FOUND =
            new Outcome.Declined("not_found", "The request did not reach Midtrans. Please try again.");
    private static final Outcome EXPIRED =
            new Outcome.Declined("expired", "The account was not linked in time. Please try again.");
    private static final Outcome UNLINKED =
            new Outcome.Declined(DeclineCodes.METHOD_REVOKED, "The GoPay account is no longer linked.");

    private final MidtransApi api;
    private final CallbackUrls callbackUrls;

    MidtransGoPayAccounts(MidtransApi api, CallbackUrls callbackUrls) {
        this.api = api;
        this.callbackUrls = callbackUrls;
    }

    /** Begins to link an account. A repeat begins anew: an account whose link was not shown is never linked. */
    Future<Outcome> link(ProviderAccountCredentials account, Setup setup) {
        String phone = phone(setup.buyer());
        if (phone == null) {
            return Future.succeededFuture(NO_PHONE);
        }
        ObjectNode body = Json.MAPPER.createObjectNode().put("payment_type", "gopay");
        body.putObject("gopay_partner")
                .put("phone_number", phone)
                .put("country_code", "62")
                .put("redirect_url", setup.returnUrl());
        Map<String, String> headers = MidtransCharges.notifying(callbackUrls, setup.tenant());
        return api.link(account, body, headers).map(reply -> switch (reply) {
            case ProviderReply.Answered answered -> begun(setup, answered, phone.substring(phone.length() - 4));
            case ProviderReply.Failed failed -> failed.changeOutcome();
        });
    }

    private static @Nullable String phone(@Nullable Buyer buyer) {
        if (buyer == null || buyer.phone() == null) {
            return null;
        }
        Matcher matcher = PHONE.matcher(buyer.phone().replaceAll("[\\s().-]", ""));
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static Outcome begun(Setup setup, ProviderReply.Answered answered, String phoneEnd) {
        JsonFields body = answered.body();
        String id = body.id("account_id");
        if (answered.status() == 202) {
            String code = body.text("channel_response_code");
            return new Outcome.Declined("denied", "GoPay does not link this account.", code);
        }
        if (id == null) {
            return answered.changeOutcome();
        }
        Map<String, Object> data = Map.of(PHONE_END, phoneEnd);
        if (status(body).equals("ENABLED")) {
            return linked(id, phoneEnd, data);
        }
        String page = MidtransNextActions.actionUrl(body, "activation-link-url");
        String url = page == null ? MidtransNextActions.actionUrl(body, "activation-link-app") : page;
        return url == null
                ? answered.changeOutcome()
                : new Outcome.NeedsAction(id, new NextAction.Redirect(url, setup.expiresAt()), data);
    }

    /** Queries how a setup ends. */
    Future<Outcome> setupStatus(ProviderAccountCredentials account, ChargeReference setup) {
        String id = setup.providerReference();
        if (id == null) {
            // No customer has seen the page on which to link it.
            return Future.succeededFuture(NOT_FOUND);
        }
        return api.linked(account, id).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                switch (status(answered.body())) {
                    case "ENABLED" -> linked(id, setup.data(PHONE_END), Map.of());
                    case "PENDING" -> new Outcome.Pending(id, Map.of());
                    case "EXPIRED" -> EXPIRED;
                    case "DISABLED" -> UNLINKED;
                    default -> answered.queryOutcome();
                };
            case ProviderReply.Failed failed -> MidtransApi.isNotFound(failed) ? EXPIRED : failed.queryOutcome();
        });
    }

    /** Queries a linked account. */
    Future<Outcome> query(ProviderAccountCredentials account, StoredMethod stored) {
        return account(account, stored).map(read -> switch (read) {
            case Enabled ignored -> Outcome.Succeeded.done().withStored(stored);
            case NotUsable notUsable -> notUsable.outcome();
        });
    }

    /** Unlinks an account; its owner may have done so already. */
    Future<Outcome> unlink(ProviderAccountCredentials account, StoredMethod stored) {
        return api.unlink(account, stored.token().reveal()).compose(reply -> {
            boolean isUnlinked = reply instanceof ProviderReply.Answered answered && answered.status() != 202;
            return isUnlinked || MidtransApi.isNotFound(reply)
                    ? Future.succeededFuture(Outcome.Succeeded.done())
                    : account(account, stored)
                            .map(read -> read instanceof NotUsable notUsable
                                            && notUsable.outcome().equals(UNLINKED)
                                    ? Outcome.Succeeded.done()
                                    : notUnlinked(reply));
        });
    }

    private static Outcome notUnlinked(ProviderReply reply) {
        return reply instanceof ProviderReply.Answered answered
                ? new Outcome.Declined(
                        "denied",
                        "GoPay has not unlinked the account.",
                        answered.body().text("channel_response_code"))
                : reply.changeOutcome();
    }

    /** The present state of a linked account. */
    sealed interface Account {}

    record Enabled(JsonFields body) implements Account {}

    /** What is charged of a linked account, which its id alone does not say. */
    sealed interface PaymentOption {}

    /** @param token changes, so it serves for one charge */
    record Usable(String token) implements PaymentOption {}

    /** @param outcome declined when the account cannot be charged, otherwise that of the query */
    record NotUsable(Outcome outcome) implements PaymentOption, Account {}

    private Future<Account> account(ProviderAccountCredentials account, StoredMethod stored) {
        return api.linked(account, stored.token().reveal()).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                switch (status(answered.body())) {
                    case "ENABLED" -> new Enabled(answered.body());
                    case "EXPIRED", "DISABLED" -> new NotUsable(UNLINKED);
                    default -> new NotUsable(answered.queryOutcome());
                };
            case ProviderReply.Failed failed ->
                new NotUsable(MidtransApi.isNotFound(failed) ? UNLINKED : failed.queryOutcome());
        });
    }

    /** Returns the balance of the wallet: credit is not charged unless the customer has chosen it. */
    Future<PaymentOption> paymentOption(ProviderAccountCredentials account, StoredMethod stored) {
        return account(account, stored).map(read -> switch (read) {
            case Enabled enabled ->
                wallet(enabled.body())
                        .<PaymentOption>map(Usable::new)
                        .orElseGet(() -> new NotUsable(new Outcome.Declined(
                                "denied", "The GoPay account has no balance that can be charged.")));
            case NotUsable notUsable -> notUsable;
        });
    }

    private static Optional<String> wallet(JsonFields account) {
        return account.object("metadata").all("payment_options").stream()
                .filter(option -> option.textOrEmpty("name").equals("GOPAY_WALLET"))
                .filter(option -> option.node().path("active").asBoolean())
                .flatMap(option -> Stream.ofNullable(option.raw("token")))
                .filter(token -> !token.isBlank())
                .findFirst();
    }

    private static String status(JsonFields account) {
        return account.textOrEmpty("account_status").toUpperCase(Locale.ROOT);
    }

    private static Outcome linked(String id, @Nullable String phoneEnd, Map<String, Object> data) {
        String label = Method.GOPAY.label() + (phoneEnd == null ? "" : " •••• " + phoneEnd);
        StoredMethod stored = new StoredMethod(new Secret(id), Method.GOPAY, label, null, null, null, null, Map.of());
        return new Outcome.Succeeded(id, 0, "IDR", null, data, stored);
    }
}
