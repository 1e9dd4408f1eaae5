package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.object;

import com.plugipay.sandbox.paypal.api.PayPalEndpoints;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asks for when it creates an order; checked as PayPal checks it.
 *
 * @param unit the only purchase unit, as it came
 * @param paymentSource whether it said that the buyer pays with PayPal; decides how the buyer's link is called
 * @param vaultId the stored account that pays; null when a buyer is to approve
 * @param storedFor for whom the buyer's account is stored with the payment; null when it is not
 * @param returnUrl where an approving buyer goes; null for nowhere
 */
record OrderRequest(
        JsonObject unit,
        Amount amount,
        boolean paymentSource,
        @Nullable String vaultId,
        @Nullable VaultCustomer storedFor,
        @Nullable String brandName,
        @Nullable String returnUrl,
        @Nullable String cancelUrl) {

    private static final String UNIT = "/purchase_units/@reference_id=='default'/";
    private static final String WALLET = "/payment_source/paypal/";
    private static final String WEB = "https?://[^\\s]+";
    private static final Map<String, Integer> LONGEST =
            Map.of("reference_id", 256, "custom_id", 127, "invoice_id", 127, "description", 127, "soft_descriptor", 22);

    static OrderRequest parse(JsonObject body, PayPalTools tools) {
        Object intent = body.getValue("intent");
        PayPalIssue.MISSING_REQUIRED_PARAMETER.refuseIf(intent == null, "/intent");
        PayPalIssue.UNSUPPORTED_INTENT.refuseIf("AUTHORIZE".equals(intent));
        PayPalIssue.INVALID_PARAMETER_VALUE.refuseIf(!"CAPTURE".equals(intent), "/intent");
        JsonObject unit = unit(body.getValue("purchase_units"));
        LONGEST.forEach((field, longest) -> PayPalEndpoints.text(
                unit, UNIT, field, "(?s).{0," + longest + "}", PayPalIssue.INVALID_STRING_MAX_LENGTH));
        Amount amount = Amount.parse(unit.getValue("amount"), UNIT + "amount");
        boolean paymentSource = body.getValue("payment_source") instanceof JsonObject;
        JsonObject source = object(body, "payment_source");
        PayPalIssue.UNSUPPORTED_PAYMENT_INSTRUCTION.refuseIf(
                paymentSource && !(source.getValue("paypal") instanceof JsonObject));
        JsonObject experience = paymentSource
                ? object(object(source, "paypal"), "experience_context")
                : object(body, "application_context");
        JsonObject wallet = object(source, "paypal");
        return new OrderRequest(
                unit,
                amount,
                paymentSource,
                PayPalEndpoints.text(
                        wallet, WALLET, "vault_id", "[0-9a-zA-Z_-]{1,255}", PayPalIssue.INVALID_PARAMETER_SYNTAX),
                storedFor(object(wallet, "attributes"), tools),
                text(experience, "brand_name", ".*"),
                text(experience, "return_url", WEB),
                text(experience, "cancel_url", WEB));
    }

    private static @Nullable VaultCustomer storedFor(JsonObject attributes, PayPalTools tools) {
        JsonObject vault = object(attributes, "vault");
        if (!"ON_SUCCESS".equals(vault.getValue("store_in_vault"))) {
            return null;
        }
        PayPalIssue.MISSING_REQUIRED_PARAMETER.refuseIf(
                !"MERCHANT".equals(vault.getValue("usage_type")), WALLET + "attributes/vault/usage_type");
        return VaultCustomer.read(attributes, WALLET + "attributes", tools);
    }

    private static @Nullable String text(JsonObject experience, String field, String pattern) {
        String path = "/payment_source/paypal/experience_context/";
        return PayPalEndpoints.text(experience, path, field, pattern, PayPalIssue.INVALID_PARAMETER_SYNTAX);
    }

    private static JsonObject unit(@Nullable Object units) {
        if (!(units instanceof JsonArray all)) {
            throw PayPalIssue.MISSING_REQUIRED_PARAMETER.at("/purchase_units");
        }
        PayPalIssue.INVALID_ARRAY_MIN_ITEMS.refuseIf(all.isEmpty(), "/purchase_units");
        PayPalIssue.NOT_SUPPORTED.refuseIf(all.size() > 1);
        if (!(all.getValue(0) instanceof JsonObject unit)) {
            throw PayPalIssue.MISSING_REQUIRED_PARAMETER.at("/purchase_units/0");
        }
        return unit.copy();
    }
}
