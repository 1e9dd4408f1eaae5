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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Payment requests and their payments: https://docs.xendit.co/apidocs/create-payment-request. A request holds only the
 * requested amount, its payment the paid amount: https://docs.xendit.co/apidocs/get-payment-status.
 */
final class XenditPaymentRequests {
    private static final String PATH = "/v3/payment_requests";
    private static final String PAYMENTS = "/v3/payments/";
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final int LONGEST_NAME = 40;
    private static final Pattern WORD = Pattern.compile("([A-Za-z0-9])[A-Za-z0-9]*");

    private final XenditApi api;

    XenditPaymentRequests(XenditApi api) {
        this.api = api;
    }

    /** Creates a request that the buyer pays on Plugipay's page. */
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
        String description = description(charge.description());
        if (description != null) {
            body.put("description", description);
        }
        body.put("metadata", Map.of("workspace", charge.tenant().workspaceId()));
        return api.post(account, PATH, charge.chargeId(), body);
    }

    /** Creates a request that is paid by a stored method. */
    Future<ProviderReply> create(ProviderAccountCredentials account, String idempotencyKey, Map<String, Object> body) {
        return api.post(account, PATH, idempotencyKey, body);
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

    /**
     * Replaces the amount of a success by the amount that was paid; leaves other outcomes as they are.
     *
     * @param outcome the outcome of the payment request
     */
    Future<Outcome> withPaidAmount(ProviderAccountCredentials account, JsonFields request, Outcome outcome) {
        String paymentId = XenditReference.paymentId(request);
        if (!(outcome instanceof Outcome.Succeeded) || paymentId == null) {
            return Future.succeededFuture(outcome);
        }
        return api.get(account, PAYMENTS + UrlPart.encode(paymentId)).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> withPaidAmount(answered.body(), request);
            // Without a payment of this id the request's outcome is the best there is.
            case ProviderReply.Failed failed -> XenditApi.isNotFound(failed) ? outcome : failed.queryOutcome();
        });
    }

    private static Outcome withPaidAmount(JsonFields payment, JsonFields request) {
        return XenditOutcomes.of(payment) instanceof Outcome.Succeeded paid
                ? new Outcome.Succeeded(
                        request.id("payment_request_id"), paid.amount(), paid.currency(), null, paid.providerData())
                : new Outcome.Unknown("The request has succeeded and its payment is " + payment.status());
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
    static @Nullable String description(@Nullable String description) {
        String text = description == null ? "" : description.strip();
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

    /** Returns a name of letters, digits and spaces: banks take no others, and show it to the buyer. */
    static String name(Command.@Nullable Buyer buyer) {
        String name = buyer == null || buyer.name() == null ? "" : buyer.name();
        String printable = name.replaceAll("[^A-Za-z0-9 ]", "").strip();
        return printable.isEmpty()
                ? "Customer"
                : CutText.toUnits(printable, LONGEST_NAME).strip();
    }

    private static @Nullable NextAction action(JsonFields request, Command.Charge charge, XenditChannel channel) {
        Instant expiresAt = expiry(request, charge.expiresAt());
        return switch (channel.flow()) {
            case QR -> {
                String qr = value(request, "QR_STRING");
                yield qr == null ? null : new NextAction.ShowQr(qr, expiresAt);
            }
            case VIRTUAL_ACCOUNT -> {
                String number = value(request, "VIRTUAL_ACCOUNT_NUMBER");
                yield number == null
                        ? null
                        : new NextAction.ShowVirtualAccount(
                                channel.label(), number, null, accountName(request, charge.buyer()), expiresAt);
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

    /**
     * What Xendit has given the bank, which may differ from what it was asked for. Of a buyer's own name the initials only:
     * whoever knows the id of a session sees it, and the buyer recognises them.
     */
    private static @Nullable String accountName(JsonFields request, Command.@Nullable Buyer buyer) {
        String shown = request.object("channel_properties").text("display_name");
        boolean isBuyers = buyer != null && buyer.name() != null && name(buyer).equalsIgnoreCase(shown);
        return shown == null || !isBuyers ? shown : WORD.matcher(shown).replaceAll("$1***");
    }

    private static @Nullable String link(JsonFields request, String descriptor) {
        String link = value(request, descriptor);
        return link != null && ProviderLinks.isUsable(link) ? link : null;
    }

    private static @Nullable Instant expiry(JsonFields request, @Nullable Instant chargeExpiresAt) {
        Instant expiry = request.object("channel_properties").instant("expires_at");
        return expiry == null ? chargeExpiresAt : expiry;
    }

    private static @Nullable String value(JsonFields request, String descriptor) {
        return request.all("actions").stream()
                .filter(action -> descriptor.equals(action.text("descriptor")))
                .findFirst()
                .map(action -> action.longText("value"))
                .orElse(null);
    }
}
