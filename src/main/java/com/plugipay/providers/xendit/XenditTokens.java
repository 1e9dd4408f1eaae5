package com.plugipay.providers.xendit;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.kit.UrlPart;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stored payment methods, which Xendit calls payment tokens: https://docs.xendit.co/apidocs/get-payment-token. */
final class XenditTokens {
    static final String TOKEN = "payment_token_id";

    private static final String PATH = "/v3/payment_tokens/";
    private static final Outcome.Declined REVOKED =
            new Outcome.Declined(DeclineCodes.METHOD_REVOKED, "Xendit no longer stores this payment method.");
    private static final Outcome.Declined EXPIRED =
            new Outcome.Declined(DeclineCodes.EXPIRED_CARD, "The stored card has expired.");

    private final XenditApi api;

    XenditTokens(XenditApi api) {
        this.api = api;
    }

    /** Queries a stored method. Succeeds with it, is pending, or is declined because it has ended. */
    Future<Outcome> query(ProviderAccountCredentials account, StoredMethod stored) {
        return find(account, stored.token().reveal()).map(answer -> switch (answer) {
            case ProviderReply.Answered answered ->
                answered.body().status().equals("FAILED") ? REVOKED : outcome(answered.body());
            case ProviderReply.Failed failed -> XenditApi.isNotFound(failed) ? REVOKED : failed.queryOutcome();
        });
    }

    /** Deletes a stored method. A refusal is checked, because an ended method may not be ended again. */
    Future<Outcome> delete(ProviderAccountCredentials account, StoredMethod stored) {
        String path = PATH + UrlPart.encode(stored.token().reveal()) + "/cancel";
        return api.post(account, path, null, null).compose(answer -> switch (answer) {
            case ProviderReply.Answered ignored -> Future.succeededFuture(Outcome.Succeeded.done());
            case ProviderReply.Refused refused ->
                query(account, stored)
                        .map(outcome -> outcome instanceof Outcome.Declined
                                ? Outcome.Succeeded.done()
                                : refused.changeOutcome());
            case ProviderReply.Failed failed -> Future.succeededFuture(failed.changeOutcome());
        });
    }

    /**
     * Adds the stored method to the success of a payment with which it was stored; leaves other outcomes as they are,
     * and a success whose method cannot be read yet.
     *
     * @param token the token's id; null when the payment has stored nothing
     */
    Future<Outcome> withStored(ProviderAccountCredentials account, @Nullable String token, Outcome outcome) {
        if (token == null || !(outcome instanceof Outcome.Succeeded paid)) {
            return Future.succeededFuture(outcome);
        }
        return find(account, token)
                .map(answer -> answer instanceof ProviderReply.Answered answered
                                && outcome(answered.body()) instanceof Outcome.Succeeded active
                        ? paid.withStored(active.stored())
                        : paid);
    }

    /** Returns the outcome of a page that stores a method without a payment. */
    Future<Outcome> ofSetup(ProviderAccountCredentials account, ChargeReference setup, JsonFields session) {
        String token = session.id(TOKEN);
        if (token == null) {
            return Future.succeededFuture(XenditOutcomes.ofSession(session));
        }
        return find(account, token).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> ofSetup(setup, session, outcome(answered.body()));
            case ProviderReply.Failed failed -> failed.queryOutcome();
        });
    }

    /** The page shows whether the buyer may try again, the token whether the last try has succeeded. */
    private static Outcome ofSetup(ChargeReference setup, JsonFields session, Outcome token) {
        String id = session.id("payment_session_id");
        return switch (token) {
            case Outcome.Succeeded active ->
                new Outcome.Succeeded(id, 0, setup.currency(), null, XenditReference.data(session), active.stored());
            case Outcome.Pending ignored -> new Outcome.Pending(id, XenditReference.data(session));
            case Outcome.Declined failed ->
                XenditOutcomes.ofSession(session) instanceof Outcome.Pending open ? open.withLastTry(failed) : failed;
            case Outcome other -> other;
        };
    }

    private Future<ProviderReply> find(ProviderAccountCredentials account, String token) {
        return api.get(account, PATH + UrlPart.encode(token));
    }

    private static Outcome outcome(JsonFields token) {
        StoredMethod stored = stored(token);
        return switch (token.status()) {
            case "ACTIVE" ->
                stored == null
                        ? new Outcome.Unknown("The stored payment method cannot be read")
                        : Outcome.Succeeded.done().withStored(stored);
            case "REQUIRES_ACTION", "PENDING" -> new Outcome.Pending(null, Map.of());
            case "FAILED" ->
                new Outcome.Declined(
                        Objects.requireNonNullElse(token.text("failure_code"), "failed"),
                        "The payment method could not be stored.");
            case "EXPIRED" -> stored != null && stored.method() == Method.CARD ? EXPIRED : REVOKED;
            case "CANCELED", "CANCELLED", "INACTIVE" -> REVOKED;
            default -> new Outcome.Unknown("Unknown status of a token: " + token.status());
        };
    }

    /** Returns the method that a token stands for; null when it cannot be read. */
    private static @Nullable StoredMethod stored(JsonFields token) {
        String id = token.id(TOKEN);
        String channel = token.textOrEmpty("channel_code");
        if (id == null) {
            return null;
        }
        return switch (channel) {
            case "CARDS" -> card(id, token.object("channel_properties").object("card_details"));
            case "OVO" -> {
                String account = token.object("token_details").text("account_number");
                String phone = token.object("channel_properties").text("account_mobile_number");
                String last = last4(account == null ? phone : account);
                yield new StoredMethod(
                        new Secret(id), Method.OVO, label("OVO", last), null, null, null, null, Map.of());
            }
            default -> null;
        };
    }

    private static StoredMethod card(String id, JsonFields card) {
        String network = card.text("network");
        String last4 = last4(card.text("masked_card_number"));
        return new StoredMethod(
                new Secret(id),
                Method.CARD,
                label(brandLabel(network), last4),
                network == null ? null : network.toLowerCase(Locale.ROOT),
                last4,
                number(card.text("expiry_month"), "0?[1-9]|1[0-2]"),
                number(card.text("expiry_year"), "2[0-9]{3}"),
                Map.of());
    }

    private static String label(String name, @Nullable String last4) {
        return last4 == null ? name : name + " •••• " + last4;
    }

    /** The network's name as its cards show it. */
    private static String brandLabel(@Nullable String network) {
        return switch (network == null ? "" : network.toUpperCase(Locale.ROOT)) {
            case "VISA" -> "Visa";
            case "MASTERCARD" -> "Mastercard";
            case "JCB" -> "JCB";
            case "AMEX", "AMERICAN EXPRESS" -> "American Express";
            case "UNIONPAY", "CHINA UNIONPAY" -> "UnionPay";
            case "GPN" -> "GPN";
            default -> Method.CARD.label();
        };
    }

    /** Returns the four digits at the end of a masked number; null when it does not end with four. */
    private static @Nullable String last4(@Nullable String number) {
        return number != null && number.matches(".*[0-9]{4}") ? number.substring(number.length() - 4) : null;
    }

    private static @Nullable Integer number(@Nullable String text, String pattern) {
        return text != null && text.matches(pattern) ? Integer.valueOf(text) : null;
    }
}
