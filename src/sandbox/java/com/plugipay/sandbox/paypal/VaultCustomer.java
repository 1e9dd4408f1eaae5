package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.known;
import static com.plugipay.sandbox.kit.api.Jsons.object;

import com.plugipay.sandbox.paypal.api.PayPalEndpoints;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens they are.
 *
 * @param id PayPal's, which makes one when the merchant names none
 * @param merchantId the merchant's; null when it gave none
 */
record VaultCustomer(String id, @Nullable String merchantId) {
    /** Reads the {@code customer} in an object of the request. */
    static VaultCustomer read(JsonObject body, String path, PayPalTools tools) {
        JsonObject customer = object(body, "customer");
        String pattern = "[0-9a-zA-Z_.^*$@#-]{1,64}";
        String id = PayPalEndpoints.text(
                customer, path + "/customer/", "id", "[0-9a-zA-Z_-]{1,22}", PayPalIssue.INVALID_PARAMETER_SYNTAX);
        return new VaultCustomer(
                Objects.requireNonNullElseGet(id, tools::newId),
                PayPalEndpoints.text(
                        customer,
                        path + "/customer/",
                        "merchant_customer_id",
                        pattern,
                        PayPalIssue.INVALID_PARAMETER_SYNTAX));
    }

    JsonObject toJson() {
        return known("id", id, "merchant_customer_id", merchantId);
    }
}
