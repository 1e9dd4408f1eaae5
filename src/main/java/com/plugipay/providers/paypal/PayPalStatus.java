package com.plugipay.providers.paypal;

import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Queries the status of an order, and captures one that the buyer has approved.
 * https://developer.paypal.com/docs/api/orders/v2/#orders_capture
 */
final class PayPalStatus {
    /** Longer than a request that creates an order can take. */
    private static final Duration CREATE_ENDS_AFTER = Duration.ofMinutes(2);

    private static final String CAPTURE_ID = "captureId";
    private static final String DECLINES = "instrumentDeclines";
    private static final Outcome EXPIRED =
            new Outcome.Declined("expired", "The order was not approved in time; PayPal has deleted it.");

    private static final Outcome OTHER_PAYMENT = new Outcome.Unknown("The object at PayPal belongs to another payment");

    private final PayPalApi api;
    private final InstantSource clock;

    PayPalStatus(PayPalApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    Future<Outcome> query(ProviderAccountCredentials account, Command.QueryStatus query) {
        ChargeReference charge = query.charge();
        String orderId = charge.providerReference();
        if (orderId == null) {
            return Future.succeededFuture(withoutOrderId(charge));
        }
        Optional<String> captureId = captureId(charge);
        if (captureId.isPresent()) {
            return capture(account, captureId.get())
                    .map(reply -> switch (reply) {
                        case ProviderReply.Answered answered ->
                            isOf(charge, answered.body())
                                    ? PayPalCaptures.outcome(answered.body(), orderId)
                                            .orElseGet(PayPalStatus::unreadable)
                                    : OTHER_PAYMENT;
                        case ProviderReply.Failed failed -> failed.queryOutcome();
                    })
                    .compose(outcome -> outcome instanceof Outcome.Succeeded paid && stores(charge)
                            ? withStored(account, orderId, paid)
                            : Future.succeededFuture(outcome));
        }
        return order(account, orderId).compose(reply -> switch (reply) {
            case ProviderReply.Answered answered -> {
                if (!isOf(charge, answered.body().first("purchase_units"))) {
                    yield Future.succeededFuture(OTHER_PAYMENT);
                }
                yield query.capture() && isApproved(answered.body())
                        ? capture(account, charge, orderId, answered.body())
                        : Future.succeededFuture(outcome(answered.body(), orderId));
            }
            case ProviderReply.Failed failed ->
                Future.succeededFuture(PayPalApi.isNotFound(failed) ? EXPIRED : failed.queryOutcome());
        });
    }

    /** PayPal may store the buyer's account some time after the payment; only the order tells. */
    private Future<Outcome> withStored(ProviderAccountCredentials account, String orderId, Outcome.Succeeded paid) {
        return order(account, orderId)
                .map(reply -> reply instanceof ProviderReply.Answered answered
                        ? paid.withStored(
                                PayPalVault.storedWith(answered.body()).orElse(null))
                        : paid);
    }

    private static boolean stores(ChargeReference charge) {
        return Boolean.TRUE.equals(charge.providerData().get(PayPalCharges.STORES));
    }

    /**
     * The capture of a charge.
     *
     * @param id null when the charge has none, or it could not be found
     * @param obstacle why it could not be found; null when PayPal has answered or no request was needed
     */
    record Captured(@Nullable String id, @Nullable ProviderReply obstacle) {}

    /** Returns the capture that is known, or else queries the order for it. */
    Future<Captured> captureOf(ProviderAccountCredentials account, ChargeReference charge) {
        Optional<String> known = captureId(charge);
        String orderId = charge.providerReference();
        if (known.isPresent() || orderId == null) {
            return Future.succeededFuture(new Captured(known.orElse(null), null));
        }
        return order(account, orderId).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                new Captured(
                        PayPalCaptures.of(answered.body())
                                .flatMap(capture -> PayPalJson.id(capture, "id"))
                                .orElse(null),
                        null);
            case ProviderReply other -> new Captured(null, other);
        });
    }

    Future<ProviderReply> capture(ProviderAccountCredentials account, String captureId) {
        return api.get(account, "/v2/payments/captures/" + captureId);
    }

    /** Returns the outcome of an order in its present state. */
    static Outcome outcome(JsonFields order, String orderId) {
        Optional<Outcome> captured =
                PayPalCaptures.of(order).flatMap(capture -> PayPalCaptures.outcome(capture, orderId));
        if (captured.isPresent()) {
            return captured.get() instanceof Outcome.Succeeded paid
                    ? paid.withStored(PayPalVault.storedWith(order).orElse(null))
                    : captured.get();
        }
        return switch (order.textOrEmpty("status")) {
            case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED", "APPROVED" -> new Outcome.Pending(orderId, Map.of());
            case "VOIDED" -> new Outcome.Declined("canceled", "The order was voided at PayPal.");
            default -> unreadable();
        };
    }

    /** Takes the money of an order. */
    Future<Outcome> capture(
            ProviderAccountCredentials account, ChargeReference charge, String orderId, JsonFields order) {
        // PayPal repeats its answer for a known request id. A buyer who came back with another card needs a new id; an
        // order is captured only once, whatever the id.
        int declines = declines(charge);
        String requestId = "capture-" + charge.chargeId() + (declines == 0 ? "" : "-" + declines);
        return api.post(
                        account,
                        "/v2/checkout/orders/" + orderId + "/capture",
                        requestId,
                        Json.MAPPER.createObjectNode())
                .compose(reply -> switch (reply) {
                    case ProviderReply.Answered answered ->
                        PayPalCaptures.of(answered.body()).isPresent()
                                ? Future.succeededFuture(outcome(answered.body(), orderId))
                                : afterCapture(account, orderId, unreadable());
                    case ProviderReply.Refused refused -> refused(account, charge, orderId, order, refused);
                    case ProviderReply.Failed failed -> Future.succeededFuture(failed.queryOutcome());
                });
    }

    private Future<Outcome> refused(
            ProviderAccountCredentials account,
            ChargeReference charge,
            String orderId,
            JsonFields order,
            ProviderReply.Refused refused) {
        return switch (refused.code()) {
            case "ORDER_ALREADY_CAPTURED" -> afterCapture(account, orderId, refused.queryOutcome());
            case "ORDER_NOT_APPROVED" -> Future.succeededFuture(new Outcome.Pending(orderId, Map.of()));
            case "ORDER_COMPLETION_IN_PROGRESS" -> Future.succeededFuture(refused.queryOutcome());
            case "INSTRUMENT_DECLINED", "PAYER_ACTION_REQUIRED", "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING" ->
                Future.succeededFuture(chooseAgain(charge, orderId, order, refused));
            case "PAYER_CANNOT_PAY",
                    "PAYER_ACCOUNT_RESTRICTED",
                    "TRANSACTION_REFUSED",
                    "TRANSACTION_LIMIT_EXCEEDED",
                    "COMPLIANCE_VIOLATION",
                    "AGREEMENT_ALREADY_CANCELLED",
                    "CARD_EXPIRED",
                    "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED" -> Future.succeededFuture(refused.declined());
            default ->
                switch (refused.status()) {
                    case 404 -> Future.succeededFuture(EXPIRED);
                    // The payment itself is fine: the app lacks access that the merchant can grant.
                    case 401, 403 -> Future.succeededFuture(refused.queryOutcome());
                    // Of two concurrent captures the first takes the money, and the second is refused by one of several
                    // issues.
                    default -> afterCapture(account, orderId, refused.queryOutcome());
                };
        };
    }

    /** Queries an order that may have been captured; never captures it again. */
    private Future<Outcome> afterCapture(ProviderAccountCredentials account, String orderId, Outcome ofCapture) {
        return order(account, orderId).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                PayPalCaptures.of(answered.body()).isPresent() ? outcome(answered.body(), orderId) : ofCapture;
            case ProviderReply.Failed failed -> failed.queryOutcome();
        });
    }

    /** Sends the buyer back to the same page, to choose another card or account there. */
    private static Outcome chooseAgain(
            ChargeReference charge, String orderId, JsonFields order, ProviderReply.Refused refused) {
        Optional<String> url = Optional.ofNullable(charge.data(PayPalCharges.APPROVAL_URL))
                .or(() -> PayPalJson.link(refused.body(), List.of("redirect", "payer-action")))
                .or(() -> PayPalJson.link(order, PayPalCharges.APPROVAL));
        return url.<Outcome>map(link -> new Outcome.NeedsAction(
                        orderId,
                        new NextAction.Redirect(link, null),
                        Map.of(DECLINES, declines(charge) + 1, PayPalCharges.APPROVAL_URL, link),
                        refused.declined()))
                .orElseGet(() -> refused.declined());
    }

    /**
     * Returns the outcome when the answer to the create was lost, and with it the only link at which the buyer could
     * approve: the order, if it exists, is never paid and expires after six hours. To repeat the create would not send
     * the buyer there.
     */
    private Outcome withoutOrderId(ChargeReference charge) {
        return Ids.isOlderThan(charge.chargeId(), CREATE_ENDS_AFTER, clock.instant())
                ? new Outcome.Declined("not_found", "PayPal's answer was lost; the buyer was never sent there.")
                : new Outcome.Unknown("The order may still be on its way to PayPal");
    }

    Future<ProviderReply> order(ProviderAccountCredentials account, String orderId) {
        return api.get(account, "/v2/checkout/orders/" + orderId);
    }

    /** Whether an order's unit or a capture carries this charge's id, or none. */
    private static boolean isOf(ChargeReference charge, JsonFields unit) {
        return PayPalJson.plugipayIds(unit).allMatch(charge.chargeId()::equals);
    }

    static boolean isPaid(JsonFields order) {
        return PayPalCaptures.of(order).filter(PayPalCaptures::isPaid).isPresent();
    }

    private static boolean isApproved(JsonFields order) {
        return order.textOrEmpty("status").equals("APPROVED")
                && PayPalCaptures.of(order).isEmpty();
    }

    private static Optional<String> captureId(ChargeReference charge) {
        return Optional.ofNullable(charge.data(CAPTURE_ID));
    }

    private static int declines(ChargeReference charge) {
        return charge.providerData().get(DECLINES) instanceof Number number ? number.intValue() : 0;
    }

    private static Outcome unreadable() {
        return new Outcome.Unknown("PayPal's answer could not be read");
    }
}
