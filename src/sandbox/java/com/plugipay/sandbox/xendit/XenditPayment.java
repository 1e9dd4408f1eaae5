package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to pay a payment request.
 *
 * @param amount in minor units; 0 when it failed
 * @param issuer whose app or bank it came from
 * @param failureCode null when it succeeded
 */
record XenditPayment(
        PaymentRequest request,
        String id,
        String captureId,
        long amount,
        Instant at,
        String issuer,
        @Nullable String failureCode) {

    boolean succeeded() {
        return failureCode == null;
    }

    /** As answers and callbacks show it. */
    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("payment_id", id)
                .put("payment_request_id", request.id())
                .put("business_id", request.owner().businessId)
                .put("customer_id", null)
                .put("metadata", null)
                .put("status", succeeded() ? "SUCCEEDED" : "FAILED")
                .put(
                        "payment_details",
                        json("issuer_name", issuer, "payer_name", "BUDI", "receipt_id", captureId.substring(28)))
                .put("created", at.toString())
                .put("updated", at.toString());
        request.fields.stream()
                .filter(field -> !field.getKey().equals("channel_properties"))
                .filter(field -> !field.getKey().equals("description"))
                .forEach(field -> json.put(field.getKey(), field.getValue()));
        if (succeeded()) {
            JsonObject capture = json(
                    "capture_timestamp", at.toString(),
                    "capture_id", captureId,
                    "capture_amount", request.write(amount));
            return json.put("captures", array(capture));
        }
        return json.put("failure_code", failureCode);
    }
}
