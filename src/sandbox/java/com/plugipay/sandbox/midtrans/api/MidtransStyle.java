package com.plugipay.sandbox.midtrans.api;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiStyle;
import com.plugipay.sandbox.kit.api.BasicCredentials;
import com.plugipay.sandbox.kit.api.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the APIs of Midtrans have in common: whose request it is, and what is refused. */
public interface MidtransStyle extends ApiStyle<MidtransMerchant> {
    /** The merchants by their server keys. */
    Map<String, MidtransMerchant> merchants();

    /** What is said to whoever has no key. */
    String wrongKey();

    /** The server key is the user, without a password. */
    @Override
    default MidtransMerchant merchant(RoutingContext context) {
        return BasicCredentials.of(context)
                .filter(basic -> basic.password().isEmpty())
                .map(basic -> merchants().get(basic.user()))
                .orElseThrow(() -> refusal(401, wrongKey()));
    }

    @Override
    default Refusal unknownPath() {
        return notFound();
    }

    @Override
    default Refusal rateLimited() {
        return refusal(429, "Too many requests");
    }

    @Override
    default Refusal serverError() {
        return refusal(500, "Sorry, we encountered internal server error. We will fix this soon.");
    }

    static JsonObject body(ApiCall<MidtransMerchant> call) {
        return call.json()
                .orElseThrow(() ->
                        refusal(413, "The request cannot be processed due to malformed syntax in the request body"));
    }

    /** A code, and one message or a list of what is wrong in the request. Worded as Snap words them. */
    static Refusal refusal(int code, String... messages) {
        return new Refusal(code, String.join("; ", messages), json("error_messages", array((Object[]) messages)));
    }

    static Refusal invalid(String... messages) {
        return refusal(400, messages);
    }

    static Refusal notFound() {
        return refusal(404, "Transaction doesn't exist.");
    }

    /** Returns the value of a field that must not be empty. */
    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw invalid(field + " is required");
        }
        return value;
    }

    /** Refuses what is not possible in the state of a charge. */
    static void requirePossible(boolean possible) {
        if (!possible) {
            throw refusal(412, "Transaction status cannot be updated.");
        }
    }
}
