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
 * Finds out what became of an order, and takes the money of one that the buyer has approved.
 * https://developer.paypal.com/docs/api/orders/v2/#orders_capture
 */
final class PayPalStatus {
    /** Longer than a create can still be on its way. */
    private static final Duration IN_FLIGHT = Duration.ofMinutes(2);

    private static final String CAPTURE_ID = "captureId";
    private static final String DECLINES = "instrumentDeclines";
    private static final Outcome EXPIRED =
            new Outcome.Declined("expired", "The order was not approved in time; PayPal has forgotten it.");

    private static final Outcome ANOTHERS = new Outcome.Unknown("PayPal says that this is another payment's");

    private final PayPalApi api;
    private final InstantSource clock;

    PayPalStatus(PayPalApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    Future<Outcome> lookUp(ProviderAccountCredentials account, Command.LookUp lookUp) {
        ChargeReference charge = lookUp.charge();
        String orderId = charge.providerReference();
        if (orderId == null) {
            return Future.succeededFuture(neverLearned(charge));
        }
        Optional<String> captureId = captureId(charge);
        if (captureId.isPresent()) {
            return capture(account, captureId.get()).map(reply -> switch (reply) {
                case ProviderReply.Answered answered ->
                    isOf(charge, answered.body())
                            ? PayPalCaptures.outcome(answered.body(), orderId).orElseGet(PayPalStatus::unreadable)
                            : ANOTHERS;
                case ProviderReply.Failed failed -> failed.ofQuestion();
            });
        }
        return order(account, orderId).compose(reply -> switch (reply) {
            case ProviderReply.Answered answered -> {
                if (!isOf(charge, answered.body().first("purchase_units"))) {
                    yield Future.succeededFuture(ANOTHERS);
                }
                yield lookUp.capture() && isApproved(answered.body())
                        ? capture(account, charge, orderId, answered.body())
                        : Future.succeededFuture(outcome(answered.body(), orderId));
            }
            case ProviderReply.Failed failed ->
                Future.succeededFuture(PayPalApi.isNotFound(failed) ? EXPIRED : failed.ofQuestion());
        });
    }

    /**
     * The capture of a charge.
     *
     * @param id null when the charge has none, or none could be found
     * @param obstacle why it could not be found; null when PayPal has answered or was not asked
     */
    record Captured(@Nullable String id, @Nullable ProviderReply obstacle) {}

    /** The capture that is known, or else that of the order. */
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

    /** The outcome of an order as it is. */
    static Outcome outcome(JsonFields order, String orderId) {
        Optional<Outcome> captured =
                PayPalCaptures.of(order).flatMap(capture -> PayPalCaptures.outcome(capture, orderId));
        if (captured.isPresent()) {
            return captured.get();
        }
        return switch (order.textOrEmpty("status")) {
            case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED", "APPROVED" -> new Outcome.Pending(orderId, Map.of());
            case "VOIDED" -> new Outcome.Declined("canceled", "The order was voided at PayPal.");
            default -> unreadable();
        };
    }

    private Future<Outcome> capture(
            ProviderAccountCredentials account, ChargeReference charge, String orderId, JsonFields order) {
        // PayPal repeats the answer of a known request id. A buyer who came back with another card needs a new one; an
        // order is captured once, whatever the id.
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
                    case ProviderReply.Failed failed -> Future.succeededFuture(failed.ofQuestion());
                });
    }

    private Future<Outcome> refused(
            ProviderAccountCredentials account,
            ChargeReference charge,
            String orderId,
            JsonFields order,
            ProviderReply.Refused refused) {
        return switch (refused.code()) {
            case "ORDER_ALREADY_CAPTURED" -> afterCapture(account, orderId, refused.ofQuestion());
            case "ORDER_NOT_APPROVED" -> Future.succeededFuture(new Outcome.Pending(orderId, Map.of()));
            case "ORDER_COMPLETION_IN_PROGRESS" -> Future.succeededFuture(refused.ofQuestion());
            case "INSTRUMENT_DECLINED", "PAYER_ACTION_REQUIRED", "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING" ->
                Future.succeededFuture(chooseAgain(charge, orderId, order, refused));
            case "PAYER_CANNOT_PAY",
                    "PAYER_ACCOUNT_RESTRICTED",
                    "TRANSACTION_REFUSED",
                    "TRANSACTION_LIMIT_EXCEEDED",
                    "COMPLIANCE_VIOLATION",
                    "AGREEMENT_ALREADY_CANCELLED",
                    "CARD_EXPIRED",
                    "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED" ->
                Future.succeededFuture(new Outcome.Declined(refused.code(), refused.message()));
            // Of two captures at once the second is refused, with one of several issues, while the first takes the
            // money.
            default ->
                switch (refused.status()) {
                    case 404 -> Future.succeededFuture(EXPIRED);
                    // Nothing is wrong with the payment: the app lacks access that the merchant can give.
                    case 401, 403 -> Future.succeededFuture(refused.ofQuestion());
                    // Of two captures at once the second is refused, by one of several issues, and the first takes the
                    // money.
                    default -> afterCapture(account, orderId, refused.ofQuestion());
                };
        };
    }

    /** The order as it is after somebody has captured it, or may have: asked, never captured again. */
    private Future<Outcome> afterCapture(ProviderAccountCredentials account, String orderId, Outcome ofCapture) {
        return order(account, orderId).map(reply -> switch (reply) {
            case ProviderReply.Answered answered ->
                PayPalCaptures.of(answered.body()).isPresent() ? outcome(answered.body(), orderId) : ofCapture;
            case ProviderReply.Failed failed -> failed.ofQuestion();
        });
    }

    /** The buyer goes back to the same page and picks another card or account there. */
    private static Outcome chooseAgain(
            ChargeReference charge, String orderId, JsonFields order, ProviderReply.Refused refused) {
        Optional<String> url = Optional.ofNullable(charge.providerData().get(PayPalCharges.APPROVAL_URL))
                .map(Object::toString)
                .or(() -> PayPalJson.link(refused.body(), List.of("redirect", "payer-action")))
                .or(() -> PayPalJson.link(order, PayPalCharges.APPROVAL));
        return url.<Outcome>map(link -> new Outcome.NeedsAction(
                        orderId,
                        new NextAction.Redirect(link, null),
                        Map.of(DECLINES, declines(charge) + 1, PayPalCharges.APPROVAL_URL, link),
                        new Outcome.Declined(refused.code(), refused.message())))
                .orElseGet(() -> new Outcome.Declined(refused.code(), refused.message()));
    }

    /**
     * The answer to the create is lost, and with it the only link by which the buyer could approve: an order that may
     * exist is never paid, and expires after six hours. The create could be repeated, but no buyer would be sent to it.
     */
    private Outcome neverLearned(ChargeReference charge) {
        return Ids.isOlderThan(charge.chargeId(), IN_FLIGHT, clock.instant())
                ? new Outcome.Declined("not_found", "PayPal's answer was lost; the buyer was never sent there.")
                : new Outcome.Unknown("The order may still be on its way to PayPal");
    }

    Future<ProviderReply> order(ProviderAccountCredentials account, String orderId) {
        return api.get(account, "/v2/checkout/orders/" + orderId);
    }

    /** Whether an order's unit or a capture carries the reference that the charge gave it, or none. */
    private static boolean isOf(ChargeReference charge, JsonFields unit) {
        return PayPalJson.ours(unit).allMatch(charge.chargeId()::equals);
    }

    static boolean isPaid(JsonFields order) {
        return PayPalCaptures.of(order).filter(PayPalCaptures::isPaid).isPresent();
    }

    private static boolean isApproved(JsonFields order) {
        return order.textOrEmpty("status").equals("APPROVED")
                && PayPalCaptures.of(order).isEmpty();
    }

    private static Optional<String> captureId(ChargeReference charge) {
        return Optional.ofNullable(charge.providerData().get(CAPTURE_ID)).map(Object::toString);
    }

    private static int declines(ChargeReference charge) {
        return charge.providerData().get(DECLINES) instanceof Number number ? number.intValue() : 0;
    }

    private static Outcome unreadable() {
        return new Outcome.Unknown("PayPal's answer could not be read");
    }
}
