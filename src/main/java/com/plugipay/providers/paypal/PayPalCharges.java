package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.providers.Command;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.kit.ChargeCheck;
import com.plugipay.providers.kit.CutText;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a payment: an order that the buyer approves at PayPal. No money moves before the order is captured.
 * https://developer.paypal.com/docs/api/orders/v2/#orders_create
 */
final class PayPalCharges {
    /** The links at which the buyer approves; which of them there is depends on whether the order names its payment source. */
    static final List<String> APPROVAL = List.of("payer-action", "approve");

    /** Stored with the order's id when the buyer's account is stored with the payment. */
    static final String STORES = "storesMethod";

    /** Stored with the order's id, for a buyer who has to choose another card or account. */
    static final String APPROVAL_URL = "approvalUrl";

    private static final int LONGEST_DESCRIPTION = 127;

    private final PayPalApi api;

    PayPalCharges(PayPalApi api) {
        this.api = api;
    }

    /** Returns why PayPal cannot take this charge on any account; empty when it can. */
    static Optional<Outcome> refusal(Command.Charge charge) {
        return ChargeCheck.refusal(PayPalFactory.KIND, "PayPal", charge)
                .or(() -> new PayPalMoney(charge.amount(), charge.currency()).isPayable()
                        ? Optional.empty()
                        : Optional.of(new Outcome.Rejected(
                                AmountLimits.NOT_SUPPORTED,
                                "PayPal takes whole amounts of " + charge.currency() + " only.")));
    }

    /** Creates the order. */
    Future<Outcome> charge(ProviderAccountCredentials account, Command.Charge charge) {
        return api.post(account, "/v2/checkout/orders", "create-" + charge.chargeId(), order(charge))
                .map(reply -> switch (reply) {
                    case ProviderReply.Answered answered -> created(charge, answered.body());
                    case ProviderReply.Failed failed -> failed.changeOutcome();
                });
    }

    private static JsonNode order(Command.Charge charge) {
        ObjectNode order = unapproved(charge);
        ObjectNode wallet = order.putObject("payment_source").putObject("paypal");
        if (charge.savedFor() != null) {
            ObjectNode attributes = wallet.putObject("attributes");
            PayPalVault.putUsage(attributes.putObject("vault").put("store_in_vault", "ON_SUCCESS"));
            attributes.putObject("customer").put("merchant_customer_id", charge.savedFor());
        }
        wallet.putObject("experience_context")
                .put("shipping_preference", "NO_SHIPPING")
                .put("user_action", "PAY_NOW")
                .put("payment_method_preference", "IMMEDIATE_PAYMENT_REQUIRED")
                .put("return_url", charge.returnUrl())
                .put("cancel_url", charge.returnUrl());
        return order;
    }

    /** Returns an order that does not say yet how it is paid. */
    static ObjectNode unapproved(Command.Charge charge) {
        ObjectNode order = Json.MAPPER.createObjectNode().put("intent", "CAPTURE");
        ObjectNode unit = order.putArray("purchase_units")
                .addObject()
                .put("custom_id", charge.chargeId())
                .put("invoice_id", charge.chargeId());
        if (charge.description() != null && !charge.description().isBlank()) {
            unit.put("description", CutText.toUnits(charge.description(), LONGEST_DESCRIPTION));
        }
        unit.set("amount", new PayPalMoney(charge.amount(), charge.currency()).json());
        return order;
    }

    /** A repeated request is answered with the present order, which the buyer may have approved already. */
    private static Outcome created(Command.Charge charge, JsonFields order) {
        Optional<String> orderId = PayPalJson.id(order, "id");
        if (orderId.isEmpty()) {
            return new Outcome.Unknown("PayPal's order has no id");
        }
        Optional<String> link = PayPalJson.link(order, APPROVAL);
        return switch (order.textOrEmpty("status")) {
            case "CREATED", "PAYER_ACTION_REQUIRED", "SAVED" ->
                link.<Outcome>map(url -> new Outcome.NeedsAction(
                                orderId.get(),
                                new NextAction.Redirect(url, charge.expiresAt()),
                                charge.savedFor() == null
                                        ? Map.of(APPROVAL_URL, url)
                                        : Map.of(APPROVAL_URL, url, STORES, true)))
                        .orElseGet(() -> new Outcome.Unknown("PayPal's order has no link for the buyer"));
            default -> PayPalStatus.outcome(order, orderId.get());
        };
    }
}
