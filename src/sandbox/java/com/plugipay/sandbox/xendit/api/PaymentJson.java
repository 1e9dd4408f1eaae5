package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditPayment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Payment requests and payments as the third version of the API writes them. */
public final class PaymentJson {
    private PaymentJson() {}

    /**
     * A payment request, as answers and callbacks show it.
     *
     * @param baseUrl of the buyers' pages
     */
    public static JsonObject request(PaymentRequest request, String baseUrl) {
        PaymentRequest.Asked asked = request.asked();
        JsonObject json = new JsonObject()
                .put("business_id", request.account().businessId())
                .put("reference_id", asked.reference())
                .put("payment_request_id", request.id())
                .put("type", asked.type())
                .put("country", asked.country())
                .put("currency", asked.currency())
                .put("request_amount", Amounts.write(asked.amount(), asked.currency()))
                .put("capture_method", "AUTOMATIC")
                .put("channel_code", asked.channel().name())
                .put("channel_properties", asked.channelProperties())
                .put("actions", actions(request, baseUrl))
                .put("status", request.status().name())
                .put("created", request.createdAt().toString())
                .put("updated", request.updatedAt().toString());
        putIfThere(json, "description", asked.description());
        putIfThere(json, "metadata", asked.metadata());
        request.latest().ifPresent(payment -> {
            json.put("latest_payment_id", payment.id());
            putIfThere(json, "failure_code", payment.failureCode());
        });
        return json;
    }

    public static JsonObject payment(PaymentRequest request, XenditPayment payment) {
        PaymentRequest.Asked asked = request.asked();
        JsonObject json = new JsonObject()
                .put("payment_id", payment.id())
                .put("business_id", request.account().businessId())
                .put("reference_id", asked.reference())
                .put("payment_request_id", request.id())
                .put("customer_id", null)
                .put("type", asked.type())
                .put("country", asked.country())
                .put("currency", asked.currency())
                .put("request_amount", Amounts.write(asked.amount(), asked.currency()))
                .put("capture_method", "AUTOMATIC")
                .put("channel_code", asked.channel().name())
                .put("status", payment.succeeded() ? "SUCCEEDED" : "FAILED")
                .put("payment_details", details(payment))
                .put("metadata", asked.metadata())
                .put("created", payment.at().toString())
                .put("updated", payment.at().toString());
        if (payment.succeeded()) {
            json.put(
                    "captures",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put("capture_timestamp", payment.at().toString())
                                    .put("capture_id", payment.captureId())
                                    .put("capture_amount", Amounts.write(payment.amount(), asked.currency()))));
        }
        putIfThere(json, "failure_code", payment.failureCode());
        return json;
    }

    private static JsonObject details(XenditPayment payment) {
        return new JsonObject()
                .put("issuer_name", payment.issuer())
                .put("payer_name", "BUDI")
                .put(
                        "receipt_id",
                        payment.captureId().substring(payment.captureId().length() - 12));
    }

    private static JsonArray actions(PaymentRequest request, String baseUrl) {
        if (!request.open()) {
            return new JsonArray();
        }
        String code = request.code().orElse("");
        return new JsonArray()
                .add(
                        switch (request.channel().kind) {
                            case QR_CODE -> action("PRESENT_TO_CUSTOMER", "QR_STRING", code);
                            case VIRTUAL_ACCOUNT -> action("PRESENT_TO_CUSTOMER", "VIRTUAL_ACCOUNT_NUMBER", code);
                            case RETAIL_OUTLET -> action("PRESENT_TO_CUSTOMER", "PAYMENT_CODE", code);
                            case EWALLET, CARDS ->
                                action("REDIRECT_CUSTOMER", "WEB_URL", baseUrl + "/checkout/approve/" + request.id());
                        });
    }

    private static JsonObject action(String type, String descriptor, String value) {
        return new JsonObject().put("type", type).put("descriptor", descriptor).put("value", value);
    }

    private static void putIfThere(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
