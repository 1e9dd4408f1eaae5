package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.object;

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
record OrderRequest(
        JsonObject unit,
        Amount amount,
        boolean paymentSource,
        @Nullable String brandName,
        @Nullable String returnUrl,
        @Nullable String cancelUrl) {

    private static final String UNIT = "/purchase_units/@reference_id=='default'/";
    private static final String WEB = "https?://[^\\s]+";
    private static final Map<String, Integer> LONGEST =
            Map.of("reference_id", 256, "custom_id", 127, "invoice_id", 127, "description", 127, "soft_descriptor", 22);
    private static final List<String> ADDED = List.of("item_total", "shipping", "handling", "tax_total", "insurance");
    private static final List<String> TAKEN_OFF = List.of("shipping_discount", "discount");

    static OrderRequest parse(JsonObject body) {
        Object intent = body.getValue("intent");
        if (intent == null) {
            throw PayPalIssue.MISSING_REQUIRED_PARAMETER.at("/intent");
        }
        PayPalIssue.UNSUPPORTED_INTENT.refuseIf(intent.equals("AUTHORIZE"));
        if (!intent.equals("CAPTURE")) {
            throw PayPalIssue.INVALID_PARAMETER_VALUE.at("/intent");
        }
        JsonObject unit = unit(body.getValue("purchase_units"));
        LONGEST.forEach((field, longest) -> checkLength(unit, field, longest));
        Amount amount = Amount.parse(unit.getValue("amount"), UNIT + "amount");
        checkBreakdown(unit.getJsonObject("amount"));
        boolean paymentSource = body.getValue("payment_source") instanceof JsonObject;
        JsonObject source = object(body, "payment_source");
        PayPalIssue.UNSUPPORTED_PAYMENT_INSTRUCTION.refuseIf(
                paymentSource && !(source.getValue("paypal") instanceof JsonObject));
        JsonObject experience = paymentSource
                ? object(object(source, "paypal"), "experience_context")
                : object(body, "application_context");
        return new OrderRequest(
                unit,
                amount,
                paymentSource,
                text(experience, "brand_name", ".*"),
                text(experience, "return_url", WEB),
                text(experience, "cancel_url", WEB));
    }

    private static @Nullable String text(JsonObject experience, String field, String pattern) {
        Object value = experience.getValue(field);
        if (value != null && !(value instanceof String text && text.matches(pattern))) {
            throw PayPalIssue.INVALID_PARAMETER_SYNTAX.at("/payment_source/paypal/experience_context/" + field);
        }
        return (String) value;
    }

    private static JsonObject unit(@Nullable Object units) {
        if (!(units instanceof JsonArray all)) {
            throw PayPalIssue.MISSING_REQUIRED_PARAMETER.at("/purchase_units");
        }
        if (all.isEmpty()) {
            throw PayPalIssue.INVALID_ARRAY_MIN_ITEMS.at("/purchase_units");
        }
        PayPalIssue.NOT_SUPPORTED.refuseIf(all.size() > 1);
        if (!(all.getValue(0) instanceof JsonObject unit)) {
            throw PayPalIssue.MISSING_REQUIRED_PARAMETER.at("/purchase_units/0");
        }
        return unit.copy();
    }

    /** The parts must make the whole. */
    private static void checkBreakdown(JsonObject amount) {
        if (amount.getValue("breakdown") instanceof JsonObject parts) {
            BigDecimal whole = new BigDecimal(amount.getString("value"));
            PayPalIssue.AMOUNT_MISMATCH.refuseIf(
                    sum(parts, ADDED).subtract(sum(parts, TAKEN_OFF)).compareTo(whole) != 0);
        }
    }

    private static BigDecimal sum(JsonObject parts, List<String> names) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String name : names) {
            try {
                sum = sum.add(new BigDecimal(object(parts, name).getString("value", "0")));
            } catch (NumberFormatException | ClassCastException malformed) {
                throw PayPalIssue.INVALID_PARAMETER_SYNTAX.at(UNIT + "amount/breakdown/" + name + "/value");
            }
        }
        return sum;
    }

    private static void checkLength(JsonObject unit, String field, int longest) {
        Object value = unit.getValue(field);
        if (value != null && !(value instanceof String text && text.length() <= longest)) {
            throw PayPalIssue.INVALID_STRING_MAX_LENGTH.at(UNIT + field);
        }
    }
}
