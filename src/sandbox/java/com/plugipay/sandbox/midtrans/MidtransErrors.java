package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.json.JsonArray;
import java.util.List;

/** Refusals of Midtrans: a code, and one message or a list of what is wrong in the request. Worded as Snap words them. */
final class MidtransErrors {
    static final int INVALID = 400;

    private MidtransErrors() {}

    static Refusal of(int code, String message) {
        return of(code, List.of(message));
    }

    static Refusal invalid(String message) {
        return of(INVALID, message);
    }

    static Refusal invalid(List<String> messages) {
        return of(INVALID, messages);
    }

    private static Refusal of(int code, List<String> messages) {
        return new Refusal(code, String.join("; ", messages), json("error_messages", new JsonArray(messages)));
    }

    static Refusal notFound() {
        return of(404, "Transaction doesn't exist.");
    }

    static Refusal malformed() {
        return of(413, "The request cannot be processed due to malformed syntax in the request body");
    }

    static Refusal serverError() {
        return of(500, "Sorry, we encountered internal server error. We will fix this soon.");
    }

    /** Refuses what is not possible in the state of a charge. */
    static void requirePossible(boolean possible) {
        if (!possible) {
            throw of(412, "Transaction status cannot be updated.");
        }
    }
}
