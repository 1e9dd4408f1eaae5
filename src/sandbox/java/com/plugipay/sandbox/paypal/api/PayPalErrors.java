package com.plugipay.sandbox.paypal.api;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Errors in the formats of PayPal's APIs, without the debug id.
 *
 * @see <a href="https://developer.paypal.com/api/rest/responses/">API responses</a>
 */
public final class PayPalErrors {
    private PayPalErrors() {}

    public static Refusal notFound() {
        String message = "The specified resource does not exist.";
        JsonObject detail =
                json("issue", "INVALID_RESOURCE_ID", "description", "Specified resource ID does not exist.");
        return detailed(404, "RESOURCE_NOT_FOUND", message, detail);
    }

    /** The webhooks API words it so. */
    public static Refusal noSuchWebhook() {
        return named(404, "INVALID_RESOURCE_ID", "The requested resource ID was not found");
    }

    /** One field of a request to the webhooks API is wrong. */
    public static Refusal webhookField(String field, String issue) {
        JsonObject detail = json("field", field, "location", "body", "issue", issue);
        return detailed(400, "VALIDATION_ERROR", "Invalid data provided", detail);
    }

    /** The format of OAuth, RFC 6749. */
    public static Refusal oauth(int status, String error, String description) {
        return new Refusal(status, description, json("error", error, "error_description", description));
    }

    /** An error whose name says it all. */
    public static Refusal named(int status, String name, String message) {
        return new Refusal(status, message, json("name", name, "message", message, "links", new JsonArray()));
    }

    public static Refusal detailed(int status, String name, String message, JsonObject detail) {
        Refusal refusal = named(status, name, message);
        refusal.body().put("details", array(detail));
        return refusal;
    }
}
