package com.plugipay.sandbox.paypal.api;

import com.plugipay.sandbox.kit.RequestRefused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * An error of PayPal's APIs, thrown by whoever finds it and worded by {@link Replies}.
 *
 * @see <a href="https://developer.paypal.com/api/rest/responses/">API responses</a>
 */
public final class PayPalRefusal extends RequestRefused {
    private static final long serialVersionUID = 1;

    private final transient JsonObject body;

    private PayPalRefusal(int status, JsonObject body) {
        super(status, body.encode());
        this.body = body;
    }

    /** Everything but the debug id. */
    JsonObject body() {
        return body;
    }

    /** The request itself is wrong. */
    public static PayPalRefusal invalid(String issue, String field, String description) {
        return of(
                400,
                "INVALID_REQUEST",
                "Request is not well-formed, syntactically incorrect, or violates schema.",
                new JsonObject()
                        .put("field", field)
                        .put("location", "body")
                        .put("issue", issue)
                        .put("description", description));
    }

    /** The request is understood, and cannot be done. */
    public static PayPalRefusal unprocessable(String issue, String description) {
        return of(
                422,
                "UNPROCESSABLE_ENTITY",
                "The requested action could not be performed, semantically incorrect, or failed business validation.",
                new JsonObject().put("issue", issue).put("description", description));
    }

    public static PayPalRefusal notFound() {
        return of(
                404,
                "RESOURCE_NOT_FOUND",
                "The specified resource does not exist.",
                new JsonObject()
                        .put("issue", "INVALID_RESOURCE_ID")
                        .put(
                                "description",
                                "Specified resource ID does not exist. Please check the resource ID and try again."));
    }

    /** The older error format of the webhooks API: the name says it all. */
    public static PayPalRefusal webhooks(int status, String name, String message) {
        return new PayPalRefusal(
                status,
                new JsonObject().put("name", name).put("message", message).put("links", new JsonArray()));
    }

    /** The same for one field. */
    public static PayPalRefusal webhookField(String field, String issue) {
        PayPalRefusal refusal = webhooks(400, "VALIDATION_ERROR", "Invalid data provided");
        refusal.body.put(
                "details",
                new JsonArray()
                        .add(new JsonObject()
                                .put("field", field)
                                .put("location", "body")
                                .put("issue", issue)));
        return refusal;
    }

    /** The format of OAuth, RFC 6749. */
    static PayPalRefusal oauth(int status, String error, String description) {
        return new PayPalRefusal(status, new JsonObject().put("error", error).put("error_description", description));
    }

    public static PayPalRefusal named(int status, String name, String message) {
        return new PayPalRefusal(
                status,
                new JsonObject().put("name", name).put("message", message).put("links", new JsonArray()));
    }

    public static PayPalRefusal of(int status, String name, String message, JsonObject detail) {
        return new PayPalRefusal(
                status,
                new JsonObject()
                        .put("name", name)
                        .put("details", new JsonArray().add(detail))
                        .put("message", message)
                        .put("links", new JsonArray()));
    }

    /** With where to send the buyer. */
    public PayPalRefusal redirectingTo(String url) {
        body.put(
                "links",
                new JsonArray()
                        .add(new JsonObject()
                                .put("href", url)
                                .put("rel", "redirect")
                                .put("method", "GET")));
        return this;
    }
}
