package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asks for when it creates an order; checked as PayPal checks it.
 *
 * @param unit the only purchase unit, as it came
 * @param paymentSource whether it said that the buyer pays with PayPal; decides how the buyer's link is called
 * @param returnUrl where an approving buyer goes; null for nowhere
 */
public record OrderRequest(
        JsonObject unit,
        Amount amount,
        boolean paymentSource,
        @Nullable String brandName,
        @Nullable String returnUrl,
        @Nullable String cancelUrl) {

    private static final int MOST_UNITS = 10;
    private static final Map<String, Integer> LONGEST =
            Map.of("reference_id", 256, "custom_id", 127, "invoice_id", 127, "description", 127, "soft_descriptor", 22);
    private static final List<String> ADDED = List.of("item_total", "shipping", "handling", "tax_total", "insurance");
    private static final List<String> TAKEN_OFF = List.of("shipping_discount", "discount");

    public static OrderRequest parse(JsonObject body) {
        intent(body.getValue("intent"));
        JsonObject unit = unit(body.getValue("purchase_units"));
        LONGEST.forEach((field, longest) -> atMost(unit, field, longest));
        Amount amount = Amount.parse(unit.getValue("amount"), "/purchase_units/@reference_id=='default'/amount");
        breakdown(unit.getJsonObject("amount"));
        JsonObject paypal = paypal(body);
        JsonObject experience = object(paypal == null ? body : paypal, "application_context", "experience_context");
        return new OrderRequest(
                unit,
                amount,
                paypal != null,
                text(experience, "brand_name"),
                url(experience, "return_url"),
                url(experience, "cancel_url"));
    }

    private static @Nullable String text(JsonObject from, String field) {
        Object value = from.getValue(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw PayPalRefusal.invalid(
                "INVALID_PARAMETER_SYNTAX",
                "/payment_source/paypal/experience_context/" + field,
                "The value of a field does not conform to the expected format.");
    }

    private static @Nullable String url(JsonObject from, String field) {
        String url = text(from, field);
        if (url != null && !url.matches("https?://[^\\s]+")) {
            throw PayPalRefusal.invalid(
                    "INVALID_PARAMETER_SYNTAX",
                    "/payment_source/paypal/experience_context/" + field,
                    "The value of a field does not conform to the expected format.");
        }
        return url;
    }

    private static void intent(@Nullable Object intent) {
        if (intent == null) {
            throw missing("/intent");
        }
        if (intent.equals("AUTHORIZE")) {
            throw PayPalRefusal.unprocessable("UNSUPPORTED_INTENT", "The stand-in supports only intent=CAPTURE.");
        }
        if (!intent.equals("CAPTURE")) {
            throw PayPalRefusal.invalid("INVALID_PARAMETER_VALUE", "/intent", "The value of a field is invalid.");
        }
    }

    private static JsonObject unit(@Nullable Object units) {
        if (!(units instanceof JsonArray all)) {
            throw missing("/purchase_units");
        }
        if (all.isEmpty() || all.size() > MOST_UNITS) {
            throw PayPalRefusal.invalid(
                    all.isEmpty() ? "INVALID_ARRAY_MIN_ITEMS" : "INVALID_ARRAY_MAX_ITEMS",
                    "/purchase_units",
                    "The number of items in an array parameter is too small or too large.");
        }
        if (all.size() > 1) {
            throw PayPalRefusal.unprocessable("NOT_SUPPORTED", "The stand-in takes one purchase unit.");
        }
        if (!(all.getValue(0) instanceof JsonObject unit)) {
            throw missing("/purchase_units/0");
        }
        return unit.copy();
    }

    /** The parts must make the whole. */
    private static void breakdown(JsonObject amount) {
        if (!(amount.getValue("breakdown") instanceof JsonObject parts)) {
            return;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (String part : ADDED) {
            sum = sum.add(value(parts, part));
        }
        for (String part : TAKEN_OFF) {
            sum = sum.subtract(value(parts, part));
        }
        if (sum.compareTo(new BigDecimal(amount.getString("value"))) != 0) {
            throw PayPalRefusal.unprocessable(
                    "AMOUNT_MISMATCH",
                    "Should equal item_total + tax_total + shipping + handling + insurance - shipping_discount -"
                            + " discount.");
        }
    }

    private static BigDecimal value(JsonObject parts, String part) {
        if (!(parts.getValue(part) instanceof JsonObject money)) {
            return BigDecimal.ZERO;
        }
        try {
            return new BigDecimal(money.getString("value", ""));
        } catch (NumberFormatException | ClassCastException wrong) {
            throw PayPalRefusal.invalid(
                    "INVALID_PARAMETER_SYNTAX",
                    "/purchase_units/@reference_id=='default'/amount/breakdown/" + part + "/value",
                    "The value of a field does not conform to the expected format.");
        }
    }

    private static @Nullable JsonObject paypal(JsonObject body) {
        if (!(body.getValue("payment_source") instanceof JsonObject source)) {
            return null;
        }
        if (!(source.getValue("paypal") instanceof JsonObject paypal)) {
            throw PayPalRefusal.unprocessable(
                    "UNSUPPORTED_PAYMENT_INSTRUCTION", "The stand-in knows only PayPal wallets.");
        }
        if (paypal.containsKey("vault_id")) {
            throw PayPalRefusal.unprocessable("TOKEN_ID_NOT_FOUND", "Specified vault_id was not found.");
        }
        if (paypal.getValue("attributes") instanceof JsonObject attributes && attributes.containsKey("vault")) {
            throw PayPalRefusal.unprocessable(
                    "NOT_ENABLED_TO_VAULT_PAYMENT_SOURCE",
                    "The API caller or the merchant is not setup to save the given payment source.");
        }
        return paypal;
    }

    private static JsonObject object(JsonObject from, String... names) {
        for (String name : names) {
            if (from.getValue(name) instanceof JsonObject found) {
                return found;
            }
        }
        return new JsonObject();
    }

    private static void atMost(JsonObject unit, String field, int longest) {
        Object value = unit.getValue(field);
        if (value != null && !(value instanceof String text && text.length() <= longest)) {
            throw PayPalRefusal.invalid(
                    "INVALID_STRING_MAX_LENGTH",
                    "/purchase_units/@reference_id=='default'/" + field,
                    "The value of a field is too long.");
        }
    }

    private static PayPalRefusal missing(String field) {
        return PayPalRefusal.invalid("MISSING_REQUIRED_PARAMETER", field, "A required field / parameter is missing.");
    }
}
