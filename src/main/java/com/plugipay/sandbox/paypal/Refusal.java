package com.plugipay.sandbox.paypal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * An error of PayPal's APIs, thrown by whoever finds it and worded by {@link Replies}.
 *
 * @see <a href="https://developer.paypal.com/api/rest/responses/">API responses</a>
 */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient JsonObject body;

    private Refusal(int status, JsonObject body) {
        super(body.encode(), null, false, false);
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    /** Everything but the debug id. */
    JsonObject body() {
        return body;
    }

    /** The request itself is wrong. */
    static Refusal invalid(String issue, String field, String description) {
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
    static Refusal unprocessable(String issue, String description) {
        return of(
                422,
                "UNPROCESSABLE_ENTITY",
                "The requested action could not be performed, semantically incorrect, or failed business validation.",
                new JsonObject().put("issue", issue).put("description", description));
    }

    static Refusal notFound() {
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
    static Refusal webhooks(int status, String name, String message) {
        return new Refusal(
                status,
                new JsonObject().put("name", name).put("message", message).put("links", new JsonArray()));
    }

    /** The same for one field. */
    static Refusal webhookField(String field, String issue) {
        Refusal refusal = webhooks(400, "VALIDATION_ERROR", "Invalid data provided");
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
    static Refusal oauth(int status, String error, String description) {
        return new Refusal(status, new JsonObject().put("error", error).put("error_description", description));
    }

    static Refusal named(int status, String name, String message) {
        return new Refusal(
                status,
                new JsonObject().put("name", name).put("message", message).put("links", new JsonArray()));
    }

    static Refusal of(int status, String name, String message, JsonObject detail) {
        return new Refusal(
                status,
                new JsonObject()
                        .put("name", name)
                        .put("details", new JsonArray().add(detail))
                        .put("message", message)
                        .put("links", new JsonArray()));
    }

    /** With where to send the buyer. */
    Refusal redirectingTo(String url) {
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
