package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.Refusal;

/** Errors as Xendit words them: {@code {"error_code", "message", "errors"?}}. */
final class XenditErrors {
    static final String INVALID_VALUE = "INVALID_VALUE_ERROR";

    private XenditErrors() {}

    static Refusal of(int status, String code, String message) {
        return new Refusal(status, message, json("error_code", code, "message", message));
    }

    static Refusal of(String code, String message) {
        return of(400, code, message);
    }

    /** One field of the request is wrong. */
    static Refusal invalid(String path, String message) {
        Refusal refusal = of("API_VALIDATION_ERROR", "There is invalid input in one of the required request fields.");
        refusal.body().put("errors", array(json("message", message, "path", path)));
        return refusal;
    }

    static Refusal notFound() {
        return of(404, "DATA_NOT_FOUND", "The requested resource was not found.");
    }

    static Refusal wrongKey() {
        return of(401, "INVALID_API_KEY", "API key is invalid");
    }

    static void require(boolean holds, String code, String message) {
        if (!holds) {
            throw of(code, message);
        }
    }
}
