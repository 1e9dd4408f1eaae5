package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Errors as PayPal words them, without the debug id.
 *
 * @see <a href="https://developer.paypal.com/api/rest/responses/">API responses</a>
 */
final class PayPalErrors {
    private PayPalErrors() {}

    /** The request itself is wrong. */
    static Refusal invalid(String issue, String field, String description) {
        return of(
                400,
                "INVALID_REQUEST",
                "Request is not well-formed, syntactically incorrect, or violates schema.",
                json("field", field, "location", "body", "issue", issue, "description", description));
    }

    static Refusal missing(String field) {
        return invalid("MISSING_REQUIRED_PARAMETER", field, "A required field / parameter is missing.");
    }

    static Refusal wrongLength(String field) {
        return invalid("INVALID_STRING_LENGTH", field, "The value of a field is either too short or too long.");
    }

    static Refusal wrongSyntax(String field) {
        return invalid(
                "INVALID_PARAMETER_SYNTAX", field, "The value of a field does not conform to the expected format.");
    }

    static Refusal malformed() {
        return invalid("MALFORMED_REQUEST_JSON", "/", "The request JSON is not well formed.");
    }

    /** The request is understood, and cannot be done. */
    static Refusal unprocessable(String issue, String description) {
        return of(
                422,
                "UNPROCESSABLE_ENTITY",
                "The requested action could not be performed, semantically incorrect, or failed business validation.",
                json("issue", issue, "description", description));
    }

    static Refusal notFound() {
        String description = "Specified resource ID does not exist. Please check the resource ID and try again.";
        return of(
                404,
                "RESOURCE_NOT_FOUND",
                "The specified resource does not exist.",
                json("issue", "INVALID_RESOURCE_ID", "description", description));
    }

    /** The webhooks API words it so. */
    static Refusal noSuchWebhook() {
        return named(404, "INVALID_RESOURCE_ID", "The requested resource ID was not found");
    }

    /** One field of a request to the webhooks API is wrong. */
    static Refusal webhookField(String field, String issue) {
        return of(
                400,
                "VALIDATION_ERROR",
                "Invalid data provided",
                json("field", field, "location", "body", "issue", issue));
    }

    /** The format of OAuth, RFC 6749. */
    static Refusal oauth(int status, String error, String description) {
        return new Refusal(status, description, json("error", error, "error_description", description));
    }

    /** An error whose name says it all. */
    static Refusal named(int status, String name, String message) {
        return new Refusal(status, message, json("name", name, "message", message, "links", new JsonArray()));
    }

    private static Refusal of(int status, String name, String message, JsonObject detail) {
        Refusal refusal = named(status, name, message);
        refusal.body().put("details", array(detail));
        return refusal;
    }

    static void requirePossible(boolean possible, String issue, String description) {
        if (!possible) {
            throw unprocessable(issue, description);
        }
    }
}
