package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Charges stored accounts by orders that PayPal captures at once.
 * https://developer.paypal.com/api/orders-v2/save-with-purchase/paypal
 *
 * <p>The request's id is the charge's id: PayPal answers a repeat with the order of the first request, and this is the only way
 * to find an order whose answer was lost.
 */
final class PayPalStoredCharges {
    /** Charges at irregular times: what Plugipay charges is decided by the merchant's plans. */
    static final String USAGE = "UNSCHEDULED_POSTPAID";

    /** PayPal knows the id of a request for six hours; after that a repeat would charge again. */
    private static final Duration REPEATABLE = Duration.ofHours(5);

    private final PayPalApi api;
    private final PayPalStatus status;
    private final InstantSource clock;

    PayPalStoredCharges(PayPalApi api, PayPalStatus status, InstantSource clock) {
        this.api = api;
        this.status = status;
        this.clock = clock;
    }

    Future<Outcome> charge(ProviderAccountCredentials account, Command.ChargeStored charge) {
        if (charge.stored().method() != Method.PAYPAL) {
            return Future.succeededFuture(Outcome.Rejected.NOT_STORABLE);
        }
        Optional<Outcome> refusal = PayPalCharges.refusal(charge.charge());
        if (refusal.isPresent()) {
            return Future.succeededFuture(refusal.get());
        }
        if (Ids.isOlderThan(charge.chargeId(), REPEATABLE, clock.instant())) {
            return Future.succeededFuture(new Outcome.Unknown(
                    "Too old to be sent again; look for the invoice " + charge.chargeId() + " at PayPal"));
        }
        return api.post(account, "/v2/checkout/orders", charge.chargeId(), order(charge))
                .compose(reply -> switch (reply) {
                    case ProviderReply.Answered answered -> ordered(account, charge, answered.body());
                    case ProviderReply.Refused refused -> Future.succeededFuture(refused(refused));
                    case ProviderReply.Failed failed -> Future.succeededFuture(failed.changeOutcome());
                });
    }

    /** Queries a charge: by its order, or by sending it again when the answer with the order was lost. */
    Future<Outcome> query(ProviderAccountCredentials account, Command.QueryStatus query, Command.ChargeStored charge) {
        if (query.charge().providerReference() != null) {
            return status.query(account, query);
        }
        return query.capture()
                ? charge(account, charge)
                : Future.succeededFuture(new Outcome.Unknown("PayPal finds the order only if it is sent again"));
    }

    private static JsonNode order(Command.ChargeStored charge) {
        ObjectNode order = PayPalCharges.unapproved(charge.charge());
        ObjectNode wallet = order.putObject("payment_source").putObject("paypal");
        wallet.put("vault_id", charge.stored().token().reveal());
        wallet.putObject("stored_credential")
                .put("payment_initiator", charge.isBuyerPresent() ? "CUSTOMER" : "MERCHANT")
                .put("usage", "SUBSEQUENT")
                .put("usage_pattern", USAGE);
        if (charge.isBuyerPresent()) {
            wallet.putObject("experience_context")
                    .put("shipping_preference", "NO_SHIPPING")
                    .put("return_url", charge.returnUrl())
                    .put("cancel_url", charge.returnUrl());
        }
        return order;
    }

    private Future<Outcome> ordered(ProviderAccountCredentials account, Command.ChargeStored charge, JsonFields order) {
        Optional<String> orderId = PayPalJson.id(order, "id");
        if (orderId.isEmpty()) {
            return Future.succeededFuture(new Outcome.Unknown("PayPal's order has no id"));
        }
        String id = orderId.get();
        return switch (order.status()) {
            case "PAYER_ACTION_REQUIRED" -> Future.succeededFuture(confirmation(charge, id, order));
            // PayPal captures an order of a stored account at once. Should it not, nobody else would.
            case "CREATED", "SAVED", "APPROVED" ->
                status.capture(account, reference(charge, id), id, order)
                        .map(outcome -> afterCapture(charge, id, order, outcome));
            default -> Future.succeededFuture(PayPalStatus.outcome(order, id));
        };
    }

    private static Outcome afterCapture(
            Command.ChargeStored charge, String orderId, JsonFields order, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Pending ignored -> confirmation(charge, orderId, order);
            case Outcome.NeedsAction needs ->
                charge.isBuyerPresent()
                        ? needs
                        : Objects.requireNonNullElseGet(needs.lastTry(), () -> actionRequired(null));
            default -> outcome;
        };
    }

    /** An order that the buyer has to confirm is captured by nobody while the buyer is not shown its page. */
    private static Outcome confirmation(Command.ChargeStored charge, String orderId, JsonFields order) {
        Optional<String> link = PayPalJson.link(order, PayPalCharges.APPROVAL);
        return charge.isBuyerPresent() && link.isPresent()
                ? new Outcome.NeedsAction(
                        orderId,
                        new NextAction.Redirect(link.get(), charge.expiresAt()),
                        Map.of(PayPalCharges.APPROVAL_URL, link.get()))
                : actionRequired(null);
    }

    private static Outcome.Declined actionRequired(@Nullable String providerCode) {
        return new Outcome.Declined(
                DeclineCodes.ACTION_REQUIRED, "The owner has to confirm this payment at PayPal.", providerCode);
    }

    private static Outcome refused(ProviderReply.Refused refused) {
        return switch (refused.code()) {
            case "INSTRUMENT_DECLINED",
                    "PAYER_CANNOT_PAY",
                    "PAYER_ACCOUNT_RESTRICTED",
                    "PAYER_ACCOUNT_LOCKED_OR_CLOSED",
                    "PAYMENT_DENIED",
                    "TRANSACTION_REFUSED",
                    "TRANSACTION_LIMIT_EXCEEDED",
                    "COMPLIANCE_VIOLATION",
                    "AGREEMENT_ALREADY_CANCELLED",
                    "BILLING_AGREEMENT_NOT_FOUND",
                    "TOKEN_ID_NOT_FOUND",
                    "CARD_CLOSED",
                    "CARD_EXPIRED",
                    "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED" -> refused.declined();
            case "PAYER_ACTION_REQUIRED", "PAYER_CONSENT_REQUIRED", "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING" ->
                actionRequired(refused.code());
            // An order with this id was paid, and PayPal no longer says which.
            case "DUPLICATE_INVOICE_ID" -> refused.queryOutcome();
            default ->
                // The only object that the request names is the stored account.
                refused.status() == 404
                        ? new Outcome.Declined(DeclineCodes.METHOD_REVOKED, refused.message(), refused.code())
                        : refused.changeOutcome();
        };
    }

    private static ChargeReference reference(Command.ChargeStored charge, String orderId) {
        return new ChargeReference(
                charge.chargeId(), Method.PAYPAL, charge.amount(), charge.currency(), orderId, Map.of());
    }
}
