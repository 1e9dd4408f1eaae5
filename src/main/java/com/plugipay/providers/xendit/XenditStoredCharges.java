package com.plugipay.providers.xendit;

import com.plugipay.money.Currencies;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes payments by stored methods: https://docs.xendit.co/docs/pay-with-tokens.
 *
 * <p>Money moves at once, so a charge that is sent again must find the first one. Xendit takes each reference once, but
 * only for cards; for other channels the payment requests with the reference are listed first.
 */
final class XenditStoredCharges {
    /** The error code by which the owner's wallet or bank no longer lets the stored method be used. */
    static final String ACCESS_BLOCKED = "ACCOUNT_ACCESS_BLOCKED";

    private static final String SKIP_FORBIDDEN = "SKIP_3DS_FORBIDDEN";

    /** In the metadata of the payment request: whether the buyer is there to confirm the payment. */
    private static final String BUYER = "buyer";

    private static final String ABSENT = "absent";
    private static final String PRESENT = "present";

    private final XenditPaymentRequests requests;
    private final XenditStatus status;

    XenditStoredCharges(XenditApi api, XenditStatus status) {
        this.requests = new XenditPaymentRequests(api);
        this.status = status;
    }

    /** Whether this payment request, or this payment of one, takes money by a stored method without a hosted page. */
    static boolean isOne(JsonFields object) {
        return buyer(object) != null;
    }

    /** Whether this is one that nobody can confirm. */
    static boolean isBuyerAbsent(JsonFields object) {
        return ABSENT.equals(buyer(object));
    }

    private static @Nullable String buyer(JsonFields object) {
        return object.object("metadata").text(BUYER);
    }

    /** Returns the refusal of a method that Xendit does not store, or of a currency that it does not take. */
    static Optional<Outcome> refusal(Method method, String currency) {
        if (!XenditFactory.KIND.capabilities().storable().contains(method)) {
            return Optional.of(Outcome.Rejected.NOT_STORABLE);
        }
        return XenditFactory.KIND.takes(currency)
                ? Optional.empty()
                : Optional.of(new Outcome.Rejected("currency_not_supported", "Xendit does not take " + currency + '.'));
    }

    Future<Outcome> charge(ProviderAccountCredentials account, Command.ChargeStored charge) {
        Method method = charge.stored().method();
        Optional<Outcome> refusal = refusal(method, charge.currency());
        if (refusal.isPresent()) {
            return Future.succeededFuture(refusal.get());
        }
        XenditChannel channel = Objects.requireNonNull(XenditChannel.of(method));
        return channel.isReferenceUnique()
                ? create(account, charge, channel)
                : status.listed(account, charge.chargeId()).compose(listing -> switch (listing) {
                    case XenditStatus.NotListed notListed -> Future.succeededFuture(notListed.outcome());
                    case XenditStatus.Listed all ->
                        all.requests().isEmpty()
                                ? create(account, charge, channel)
                                : created(account, charge, channel, XenditStatus.mostAdvanced(all.requests()));
                });
    }

    private Future<Outcome> create(
            ProviderAccountCredentials account, Command.ChargeStored charge, XenditChannel channel) {
        boolean skips = channel.isCard() && !charge.isBuyerPresent();
        return requests.create(account, charge.chargeId(), body(charge, channel, skips))
                .compose(answer -> {
                    if (skips
                            && answer instanceof ProviderReply.Refused refused
                            && refused.code().equals(SKIP_FORBIDDEN)) {
                        // Not every account may skip the bank's question; many banks do not ask for such charges
                        // anyway.
                        return requests.create(account, charge.chargeId() + "-3ds", body(charge, channel, false));
                    }
                    return Future.succeededFuture(answer);
                })
                .compose(answer -> switch (answer) {
                    case ProviderReply.Answered answered -> created(account, charge, channel, answered.body());
                    case ProviderReply.Failed failed ->
                        XenditApi.isRepeated(failed)
                                ? resume(account, charge, channel, failed)
                                : Future.succeededFuture(failed(failed));
                });
    }

    /** A token that Xendit does not know was deleted; one that the wallet blocks was revoked by its owner. */
    private static Outcome failed(ProviderReply.Failed failed) {
        if (failed instanceof ProviderReply.Refused refused) {
            if (XenditApi.isNotFound(failed)) {
                return new Outcome.Declined(DeclineCodes.METHOD_REVOKED, refused.message(), refused.code());
            }
            if (refused.code().equals(ACCESS_BLOCKED)) {
                return refused.declined();
            }
        }
        return XenditOutcomes.ofChange(failed);
    }

    /** Returns the outcome of the charge that was created before with this reference. */
    private Future<Outcome> resume(
            ProviderAccountCredentials account,
            Command.ChargeStored charge,
            XenditChannel channel,
            ProviderReply.Failed repeated) {
        return status.listed(account, charge.chargeId()).compose(listing -> switch (listing) {
            case XenditStatus.NotListed notListed ->
                Future.succeededFuture(notListed.outcome().ofRepeatedCommand());
            case XenditStatus.Listed all ->
                all.requests().isEmpty()
                        ? Future.succeededFuture(repeated.queryOutcome())
                        : created(account, charge, channel, XenditStatus.mostAdvanced(all.requests()));
        });
    }

    private Future<Outcome> created(
            ProviderAccountCredentials account,
            Command.ChargeStored charge,
            XenditChannel channel,
            JsonFields request) {
        if (charge.isBuyerPresent()
                && XenditPaymentRequests.created(request, charge.charge(), channel)
                        instanceof Outcome.NeedsAction needsAction) {
            return Future.succeededFuture(needsAction);
        }
        return status.ofStoredCharge(account, request).map(outcome -> switch (outcome) {
            case Outcome.Pending pending ->
                pending.providerReference() == null
                        ? new Outcome.Unknown("The answer names no payment request")
                        : pending.ofRepeatedCommand();
            case Outcome other -> other.ofRepeatedCommand();
        });
    }

    private static Map<String, Object> body(Command.ChargeStored charge, XenditChannel channel, boolean skips) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reference_id", charge.chargeId());
        body.put("type", "PAY");
        body.put(XenditTokens.TOKEN, charge.stored().token().reveal());
        body.put("country", "ID");
        body.put("currency", charge.currency());
        body.put("request_amount", Currencies.toMajor(charge.amount(), charge.currency()));
        body.put("capture_method", "AUTOMATIC");
        body.put("channel_code", channel.code());
        body.put("channel_properties", properties(charge, channel, skips));
        String description = XenditPaymentRequests.description(charge.description());
        if (description != null) {
            body.put("description", description);
        }
        body.put(
                "metadata",
                Map.of("workspace", charge.tenant().workspaceId(), BUYER, charge.isBuyerPresent() ? PRESENT : ABSENT));
        return body;
    }

    /** https://docs.xendit.co/docs/subsequent-merchant-initiated-transaction. */
    private static Map<String, Object> properties(Command.ChargeStored charge, XenditChannel channel, boolean skips) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("success_return_url", charge.returnUrl());
        properties.put("failure_return_url", charge.returnUrl());
        if (channel.isCard() && charge.isBuyerPresent()) {
            properties.put("card_on_file_type", "CUSTOMER_UNSCHEDULED");
        } else if (channel.isCard()) {
            properties.put("card_on_file_type", XenditChannel.AGREED_USE);
            properties.put("transaction_sequence", "SUBSEQUENT");
        }
        if (skips) {
            properties.put("skip_three_ds", true);
        }
        return properties;
    }
}
