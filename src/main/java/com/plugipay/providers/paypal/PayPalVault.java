package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.kit.UrlPart;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores buyers' accounts at PayPal: with a payment by its order, and without one by a setup token that the buyer approves and
 * that then becomes a payment token. https://developer.paypal.com/docs/api/payment-tokens/v3/
 */
final class PayPalVault {
    private static final String SETUPS = "/v3/vault/setup-tokens";
    private static final String TOKENS = "/v3/vault/payment-tokens";

    private static final Outcome EXPIRED =
            new Outcome.Declined("expired", "The setup was not approved in time; PayPal has deleted it.");
    private static final Outcome NOT_FOUND =
            new Outcome.Declined("not_found", "PayPal has no such setup. Please try again.");
    private static final Outcome REVOKED =
            new Outcome.Declined(DeclineCodes.METHOD_REVOKED, "PayPal no longer stores the buyer's account.");

    private final PayPalApi api;

    PayPalVault(PayPalApi api) {
        this.api = api;
    }

    /** Writes what the account is stored for: charges at any time, of any amount, also without the buyer. */
    static void putUsage(ObjectNode vault) {
        vault.put("usage_type", "MERCHANT")
                .put("usage_pattern", PayPalStoredCharges.USAGE)
                .put("customer_type", "CONSUMER")
                // Several customers may pay with the same account.
                .put("permit_multiple_payment_tokens", true);
    }

    /** Begins to store an account. */
    Future<Outcome> setUp(ProviderAccountCredentials account, Command.Setup setup) {
        if (setup.method() != Method.PAYPAL) {
            return Future.succeededFuture(Outcome.Rejected.NOT_STORABLE);
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode wallet = body.putObject("payment_source").putObject("paypal");
        putUsage(wallet);
        wallet.putObject("experience_context")
                .put("shipping_preference", "NO_SHIPPING")
                .put("payment_method_preference", "IMMEDIATE_PAYMENT_REQUIRED")
                .put("return_url", setup.returnUrl())
                .put("cancel_url", setup.returnUrl());
        body.putObject("customer").put("merchant_customer_id", setup.savedFor());
        return api.post(account, SETUPS, "setup-" + setup.chargeId(), body).map(reply -> switch (reply) {
            case ProviderReply.Answered answered -> begun(setup, answered.body());
            case ProviderReply.Failed failed -> failed.changeOutcome();
        });
    }

    private static Outcome begun(Command.Setup setup, JsonFields token) {
        Optional<String> id = PayPalJson.id(token, "id");
        if (id.isEmpty()) {
            return new Outcome.Unknown("PayPal's setup token has no id");
        }
        return PayPalJson.link(token, PayPalCharges.APPROVAL)
                .<Outcome>map(url ->
                        new Outcome.NeedsAction(id.get(), new NextAction.Redirect(url, setup.expiresAt()), Map.of()))
                // A repeated request is answered with the present token, which the buyer may have approved already.
                .orElseGet(() -> new Outcome.Pending(id.get(), Map.of()));
    }

    /** Queries how a setup ends, and stores the account once the buyer has approved it. */
    Future<Outcome> setupStatus(ProviderAccountCredentials account, Command.QueryStatus query) {
        ChargeReference setup = query.charge();
        String id = setup.providerReference();
        if (id == null) {
            // No buyer has seen the page on which to approve it.
            return Future.succeededFuture(NOT_FOUND);
        }
        return api.get(account, SETUPS + '/' + UrlPart.encode(id)).compose(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                switch (answered.body().status()) {
                    case "CREATED", "PAYER_ACTION_REQUIRED" -> pending(id);
                    case "APPROVED" -> query.capture() ? store(account, setup, id, answered.body()) : pending(id);
                    case "VAULTED", "TOKENIZED" -> store(account, setup, id, answered.body());
                    default -> Future.succeededFuture(unreadable());
                };
            case ProviderReply.Failed failed ->
                Future.succeededFuture(PayPalApi.isNotFound(failed) ? EXPIRED : failed.queryOutcome());
        });
    }

    private static Future<Outcome> pending(String id) {
        return Future.succeededFuture(new Outcome.Pending(id, Map.of()));
    }

    /** Turns the setup token into a payment token; for three hours a repeat is answered with the same. */
    private Future<Outcome> store(
            ProviderAccountCredentials account, ChargeReference setup, String id, JsonFields setupToken) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("payment_source").putObject("token").put("id", id).put("type", "SETUP_TOKEN");
        return api.post(account, TOKENS, "token-" + setup.chargeId(), body).compose(reply -> switch (reply) {
            case ProviderReply.Answered answered -> Future.succeededFuture(ended(setup, answered.body()));
            case ProviderReply.Refused refused -> storedBefore(account, setup, setupToken, refused);
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.queryOutcome());
        });
    }

    /** Finds the payment token of a setup whose answer was lost: PayPal makes a customer for each setup. */
    private Future<Outcome> storedBefore(
            ProviderAccountCredentials account,
            ChargeReference setup,
            JsonFields setupToken,
            ProviderReply.Refused refused) {
        Optional<String> customer = PayPalJson.id(setupToken.object("customer"), "id");
        if (customer.isEmpty() || setupToken.status().equals("APPROVED")) {
            return Future.succeededFuture(refused.isAccessRefused() ? refused.queryOutcome() : refused.declined());
        }
        String list = TOKENS + "?customer_id=" + UrlPart.encode(customer.get());
        return api.get(account, list).map(reply -> {
            if (!(reply instanceof ProviderReply.Answered answered)) {
                return reply.queryOutcome();
            }
            List<JsonFields> tokens = answered.body().all("payment_tokens");
            return tokens.size() == 1 ? ended(setup, tokens.getFirst()) : NOT_FOUND;
        });
    }

    private static Outcome ended(ChargeReference setup, JsonFields token) {
        return stored(token)
                .<Outcome>map(stored ->
                        new Outcome.Succeeded(setup.providerReference(), 0, setup.currency(), null, Map.of(), stored))
                .orElseGet(PayPalVault::unreadable);
    }

    /** Queries a stored account, which its owner may have removed at PayPal. */
    Future<Outcome> query(ProviderAccountCredentials account, StoredMethod stored) {
        return api.get(account, path(stored)).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                stored(answered.body())
                        .<Outcome>map(now -> Outcome.Succeeded.done().withStored(now))
                        .orElseGet(PayPalVault::unreadable);
            case ProviderReply.Failed failed -> PayPalApi.isNotFound(failed) ? REVOKED : failed.queryOutcome();
        });
    }

    Future<Outcome> delete(ProviderAccountCredentials account, StoredMethod stored) {
        return api.delete(account, path(stored)).map(reply -> switch (reply) {
            case ProviderReply.Answered ignored -> Outcome.Succeeded.done();
            case ProviderReply.Failed failed ->
                PayPalApi.isNotFound(failed) ? Outcome.Succeeded.done() : failed.changeOutcome();
        });
    }

    private static String path(StoredMethod stored) {
        return TOKENS + '/' + UrlPart.encode(stored.token().reveal());
    }

    /** Returns the account that was stored with an order; empty when none was, or none yet. */
    static Optional<StoredMethod> storedWith(JsonFields order) {
        JsonFields wallet = order.object("payment_source").object("paypal");
        JsonFields vault = wallet.object("attributes").object("vault");
        return PayPalJson.id(vault, "id")
                .filter(id -> !vault.status().equals("APPROVED"))
                .map(id -> stored(id, wallet, vault.object("customer")));
    }

    private static Optional<StoredMethod> stored(JsonFields token) {
        return PayPalJson.id(token, "id")
                .map(id -> stored(id, token.object("payment_source").object("paypal"), token.object("customer")));
    }

    private static StoredMethod stored(String id, JsonFields wallet, JsonFields customer) {
        String email = wallet.text("email_address");
        Map<String, Object> data = PayPalJson.id(customer, "id")
                .<Map<String, Object>>map(customerId -> Map.of("vaultCustomerId", customerId))
                .orElse(Map.of());
        String label = Method.PAYPAL.label() + (email == null ? "" : " " + email);
        return new StoredMethod(new Secret(id), Method.PAYPAL, label, null, null, null, null, data);
    }

    private static Outcome unreadable() {
        return new Outcome.Unknown("PayPal's answer could not be read");
    }
}
