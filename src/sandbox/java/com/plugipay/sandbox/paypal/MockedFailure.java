package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Fails as the caller demands: {@code PayPal-Mock-Response: {"mock_application_codes": "INSTRUMENT_DECLINED"}}.
 *
 * @see <a href="https://developer.paypal.com/tools/sandbox/negative-testing/request-headers/">Negative testing</a>
 */
final class MockedFailure {
    private static final String DESCRIPTION = "Demanded by PayPal-Mock-Response.";

    private MockedFailure() {}

    /** In front of everything that PayPal can be made to refuse. */
    static void check(RoutingContext context) {
        String header = context.request().getHeader("PayPal-Mock-Response");
        if (header != null) {
            throw refusal(code(header));
        }
        context.next();
    }

    private static String code(String header) {
        try {
            String code = new JsonObject(header).getString("mock_application_codes");
            if (code != null) {
                return code;
            }
        } catch (DecodeException | ClassCastException malformed) {
            // Answered below, like one that names no code.
        }
        throw PayPalRefusal.invalid(
                "INVALID_PARAMETER_SYNTAX", "PayPal-Mock-Response", "Not a mock_application_codes.");
    }

    private static PayPalRefusal refusal(String code) {
        return switch (code) {
            case "INTERNAL_SERVER_ERROR", "INTERNAL_SERVICE_ERROR" -> PayPalRefusal.named(500, code, DESCRIPTION);
            case "SERVICE_UNAVAILABLE" -> PayPalRefusal.named(503, code, DESCRIPTION);
            case "RATE_LIMIT_REACHED" -> PayPalRefusal.named(429, code, DESCRIPTION);
            case "AUTHENTICATION_FAILURE" -> PayPalRefusal.named(401, code, DESCRIPTION);
            case "PERMISSION_DENIED", "NOT_AUTHORIZED" ->
                PayPalRefusal.of(
                        403, "NOT_AUTHORIZED", "Authorization failed due to insufficient permissions.", detail(code));
            case "INVALID_RESOURCE_ID", "RESOURCE_NOT_FOUND" -> PayPalRefusal.notFound();
            case "RESOURCE_CONFLICT", "PREVIOUS_REQUEST_IN_PROGRESS" ->
                PayPalRefusal.of(
                        409,
                        "RESOURCE_CONFLICT",
                        "The server has detected a conflict while processing this request.",
                        detail(code));
            default -> PayPalRefusal.unprocessable(code, DESCRIPTION);
        };
    }

    private static JsonObject detail(String code) {
        return new JsonObject().put("issue", code).put("description", DESCRIPTION);
    }
}
