package com.plugipay.providers.xendit;

import com.plugipay.model.Tenant;
import com.plugipay.money.Currencies;
import com.plugipay.providers.Command;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.kit.UrlPart;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pages hosted by Xendit, on which the buyer pays, or stores a payment method. See
 * https://docs.xendit.co/apidocs/create-session.
 */
final class XenditPaymentSessions {
    private static final String PATH = "/sessions";

    /** Xendit takes ten minutes at least; the rest allows for clock differences and delays. */
    private static final Duration SHORTEST = Duration.ofMinutes(11);

    private static final int LONGEST_EMAIL = 50;
    private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final XenditApi api;

    XenditPaymentSessions(XenditApi api) {
        this.api = api;
    }

    /** Opens a page for a payment, which also stores the payment method when the charge asks for it. */
    Future<ProviderReply> create(
            ProviderAccountCredentials account, Command.Charge charge, XenditChannel channel, Instant now) {
        Map<String, Object> body = body(charge.tenant(), charge.chargeId(), channel);
        body.put("session_type", "PAY");
        body.put("amount", Currencies.toMajor(charge.amount(), charge.currency()));
        body.put("currency", charge.currency());
        body.put("capture_method", "AUTOMATIC");
        String description = XenditPaymentRequests.description(charge.description());
        if (description != null) {
            body.put("description", description);
        }
        returns(body, charge.returnUrl(), charge.expiresAt(), now);
        if (charge.savedFor() == null) {
            return api.post(account, PATH, charge.chargeId(), body);
        }
        // The buyer has agreed on Plugipay's page already, and is not asked a second time.
        body.put("allow_save_payment_method", "FORCED");
        store(body, charge.chargeId(), charge.savedFor(), charge.buyer(), channel, now);
        return api.post(account, PATH, null, body);
    }

    /** Opens a page that stores a payment method: https://docs.xendit.co/docs/storing-payment-details. */
    Future<ProviderReply> create(
            ProviderAccountCredentials account, Command.Setup setup, XenditChannel channel, Instant now) {
        Map<String, Object> body = body(setup.tenant(), setup.chargeId(), channel);
        body.put("session_type", "SAVE");
        body.put("amount", 0);
        body.put("currency", setup.currency());
        returns(body, setup.returnUrl(), setup.expiresAt(), now);
        store(body, setup.chargeId(), setup.savedFor(), setup.buyer(), channel, now);
        return api.post(account, PATH, null, body);
    }

    private static Map<String, Object> body(Tenant tenant, String chargeId, XenditChannel channel) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reference_id", chargeId);
        body.put("mode", "PAYMENT_LINK");
        body.put("country", "ID");
        body.put("allowed_payment_channels", List.of(channel.code()));
        body.put("locale", "id");
        // At most 20 entries of 40 and 80 characters: Xendit's list of errors is stricter than its schema.
        body.put("metadata", Map.of("workspace", tenant.workspaceId()));
        return body;
    }

    private static void returns(Map<String, Object> body, String returnUrl, @Nullable Instant expiresAt, Instant now) {
        Instant expiry = expiry(expiresAt, now);
        if (expiry != null) {
            body.put("expires_at", expiry.toString());
        }
        body.put("success_return_url", returnUrl);
        body.put("cancel_return_url", returnUrl);
    }

    /**
     * Adds the customer for whom a page stores the method, and what a card is stored for.
     *
     * <p>Xendit takes each reference of a customer once, also from a page whose answer was lost, and only letters and
     * digits. So every page has a customer of its own, whose reference begins with Plugipay's; the body differs for
     * each repeat, so that there is no idempotency key.
     */
    private static void store(
            Map<String, Object> body,
            String chargeId,
            String savedFor,
            Command.@Nullable Buyer buyer,
            XenditChannel channel,
            Instant now) {
        String reference = savedFor + chargeId + Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("reference_id", reference.replaceAll("[^A-Za-z0-9]", ""));
        customer.put("type", "INDIVIDUAL");
        customer.put("individual_detail", Map.of("given_names", XenditPaymentRequests.name(buyer)));
        if (buyer != null && buyer.email() != null && buyer.email().length() <= LONGEST_EMAIL) {
            customer.put("email", buyer.email());
        }
        if (buyer != null
                && buyer.phone() != null
                && PHONE.matcher(buyer.phone()).matches()) {
            customer.put("mobile_number", buyer.phone());
        }
        body.put("customer", customer);
        if (channel.isCard()) {
            body.put("channel_properties", Map.of("cards", Map.of("card_on_file_type", XenditChannel.AGREED_USE)));
        }
    }

    Future<ProviderReply> find(ProviderAccountCredentials account, String id) {
        return api.get(account, PATH + '/' + UrlPart.encode(id));
    }

    /** https://docs.xendit.co/apidocs/cancel-session. */
    Future<ProviderReply> cancel(ProviderAccountCredentials account, String id) {
        return api.post(account, PATH + '/' + UrlPart.encode(id) + "/cancel", null, null);
    }

    /** Returns the redirect to a new page. */
    static Outcome created(JsonFields session) {
        String id = session.id("payment_session_id");
        String url = session.longText("payment_link_url");
        return id == null || url == null
                ? new Outcome.Unknown("The answer names no payment page")
                : new Outcome.NeedsAction(
                        id, new NextAction.Redirect(url, session.instant("expires_at")), XenditReference.data(session));
    }

    private static @Nullable Instant expiry(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt == null) {
            return null;
        }
        Instant soonest = now.plus(SHORTEST);
        Instant expiry = expiresAt.isBefore(soonest) ? soonest : expiresAt;
        return expiry.truncatedTo(ChronoUnit.SECONDS);
    }
}
