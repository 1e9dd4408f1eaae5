package com.plugipay.providers.xendit;

import com.plugipay.money.Currencies;
import com.plugipay.providers.Command;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderLinks;
import com.plugipay.providers.kit.CutText;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.kit.UrlPart;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payments that the buyer makes on Plugipay's page: https://docs.xendit.co/apidocs/create-payment-request. */
final class XenditPaymentRequests {
    private static final String PATH = "/v3/payment_requests";
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int LONGEST_NAME = 40;

    private final XenditApi api;

    XenditPaymentRequests(XenditApi api) {
        this.api = api;
    }

    Future<ProviderReply> create(ProviderAccountCredentials account, Command.Charge charge, XenditChannel channel) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reference_id", charge.chargeId());
        body.put("type", channel.flow() == XenditChannel.Flow.COUNTER ? "REUSABLE_PAYMENT_CODE" : "PAY");
        body.put("country", "ID");
        body.put("currency", charge.currency());
        body.put("request_amount", Currencies.toMajor(charge.amount(), charge.currency()));
        body.put("capture_method", "AUTOMATIC");
        body.put("channel_code", channel.code());
        body.put("channel_properties", properties(charge, channel));
        String description = description(charge);
        if (description != null) {
            body.put("description", description);
        }
        body.put("metadata", Map.of("workspace", charge.tenant().workspaceId()));
        return api.post(account, PATH, charge.chargeId(), body);
    }

    Future<ProviderReply> find(ProviderAccountCredentials account, String id) {
        return api.get(account, PATH + '/' + UrlPart.encode(id));
    }

    /** Lists the payment requests with this reference. */
    Future<ProviderReply> list(ProviderAccountCredentials account, String referenceId) {
        return api.get(account, PATH + "?reference_id=" + UrlPart.encode(referenceId));
    }

    Future<ProviderReply> cancel(ProviderAccountCredentials account, String id) {
        return api.post(account, PATH + '/' + UrlPart.encode(id) + "/cancel", null, null);
    }

    /** Returns the buyer's next action for a new payment request, or the request's outcome when it has one already. */
    static Outcome created(JsonFields request, Command.Charge charge, XenditChannel channel) {
        Outcome outcome = XenditOutcomes.of(request);
        if (!(outcome instanceof Outcome.Pending pending)) {
            return outcome;
        }
        if (pending.providerReference() == null) {
            return new Outcome.Unknown("The answer names no payment request");
        }
        NextAction action = action(request, charge, channel);
        return action == null
                ? pending
                : new Outcome.NeedsAction(pending.providerReference(), action, pending.providerData());
    }

    /** Returns the description, at most 1000 characters; null when there is none. */
    static @Nullable String description(Command.Charge charge) {
        String text = charge.description() == null ? "" : charge.description().strip();
        return text.isEmpty() ? null : CutText.toUnits(text, LONGEST_DESCRIPTION);
    }

    private static Map<String, Object> properties(Command.Charge charge, XenditChannel channel) {
        Map<String, Object> properties = new LinkedHashMap<>();
        switch (channel.flow()) {
            case QR, HOSTED -> {}
            case VIRTUAL_ACCOUNT -> {
                properties.put("display_name", name(charge.buyer()));
                expires(properties, charge);
            }
            case COUNTER -> {
                properties.put("payer_name", name(charge.buyer()));
                expires(properties, charge);
            }
            case WALLET -> {
                properties.put("success_return_url", charge.returnUrl());
                properties.put("failure_return_url", charge.returnUrl());
                properties.put("cancel_return_url", charge.returnUrl());
            }
        }
        return properties;
    }

    private static void expires(Map<String, Object> properties, Command.Charge charge) {
        if (charge.expiresAt() != null) {
            properties.put(
                    "expires_at",
                    charge.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    /** Returns the name that the bank shows the buyer. Banks take only letters, digits and spaces. */
    private static String name(Command.@Nullable Buyer buyer) {
        String name = buyer == null || buyer.name() == null ? "" : buyer.name();
        String printable = name.replaceAll("[^A-Za-z0-9 ]", "").strip();
        return printable.isEmpty()
                ? "Customer"
                : CutText.toUnits(printable, LONGEST_NAME).strip();
    }

    private static @Nullable NextAction action(JsonFields request, Command.Charge charge, XenditChannel channel) {
        Instant expiresAt = expiry(request, charge);
        return switch (channel.flow()) {
            case QR -> {
                String qr = value(request, "QR_STRING");
                yield qr == null ? null : new NextAction.ShowQr(qr, expiresAt);
            }
            case VIRTUAL_ACCOUNT -> {
                String number = value(request, "VIRTUAL_ACCOUNT_NUMBER");
                yield number == null
                        ? null
                        : new NextAction.ShowVirtualAccount(channel.label(), number, null, expiresAt);
            }
            case COUNTER -> {
                String code = value(request, "PAYMENT_CODE");
                yield code == null ? null : new NextAction.ShowCode(channel.label(), code, expiresAt);
            }
            case WALLET, HOSTED -> {
                String web = link(request, "WEB_URL");
                String url = web == null ? link(request, "DEEPLINK_URL") : web;
                yield url == null ? null : new NextAction.Redirect(url, expiresAt);
            }
        };
    }

    private static @Nullable String link(JsonFields request, String descriptor) {
        String link = value(request, descriptor);
        return link != null && ProviderLinks.isUsable(link) ? link : null;
    }

    private static @Nullable Instant expiry(JsonFields request, Command.Charge charge) {
        Instant expiry = request.object("channel_properties").instant("expires_at");
        return expiry == null ? charge.expiresAt() : expiry;
    }

    private static @Nullable String value(JsonFields request, String descriptor) {
        return request.all("actions").stream()
                .filter(action -> descriptor.equals(action.text("descriptor")))
                .findFirst()
                .map(action -> action.longText("value"))
                .orElse(null);
    }
}
