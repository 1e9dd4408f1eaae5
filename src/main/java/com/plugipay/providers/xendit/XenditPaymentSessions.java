package com.plugipay.providers.xendit;

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
import org.jspecify.annotations.Nullable;

/** Payments that the buyer makes on a page hosted by Xendit: https://docs.xendit.co/apidocs/create-session. */
final class XenditPaymentSessions {
    private static final String PATH = "/sessions";

    /** Xendit takes ten minutes at least; the rest allows for clock differences and delays. */
    private static final Duration SHORTEST = Duration.ofMinutes(11);

    private final XenditApi api;

    XenditPaymentSessions(XenditApi api) {
        this.api = api;
    }

    Future<ProviderReply> create(
            ProviderAccountCredentials account, Command.Charge charge, XenditChannel channel, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reference_id", charge.chargeId());
        body.put("session_type", "PAY");
        body.put("mode", "PAYMENT_LINK");
        body.put("amount", Currencies.toMajor(charge.amount(), charge.currency()));
        body.put("currency", charge.currency());
        body.put("country", "ID");
        body.put("capture_method", "AUTOMATIC");
        body.put("allowed_payment_channels", List.of(channel.code()));
        Instant expiry = expiry(charge, now);
        if (expiry != null) {
            body.put("expires_at", expiry.toString());
        }
        body.put("locale", "id");
        String description = XenditPaymentRequests.description(charge);
        if (description != null) {
            body.put("description", description);
        }
        body.put("success_return_url", charge.returnUrl());
        body.put("cancel_return_url", charge.returnUrl());
        // At most 20 entries of 40 and 80 characters: Xendit's list of errors is stricter than its schema.
        body.put("metadata", Map.of("workspace", charge.tenant().workspaceId()));
        return api.post(account, PATH, charge.chargeId(), body);
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

    private static @Nullable Instant expiry(Command.Charge charge, Instant now) {
        if (charge.expiresAt() == null) {
            return null;
        }
        Instant soonest = now.plus(SHORTEST);
        Instant expiry = charge.expiresAt().isBefore(soonest) ? soonest : charge.expiresAt();
        return expiry.truncatedTo(ChronoUnit.SECONDS);
    }
}
