package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A buyer's account in the vault of a merchant, who can charge it by the id of this token. */
final class PaymentToken extends ProviderObject<RestApp, PaymentToken.Status> {
    enum Status {
        STORED,
        /** The buyer has ended the agreement at PayPal. */
        REVOKED
    }

    /** What later charges of the account meet, as its buyer has chosen on the stand-in's page. */
    enum Later {
        PAYS("It pays", null),
        NO_FUNDS("It has no money", PayPalIssue.INSTRUMENT_DECLINED),
        CLOSED("It is closed", PayPalIssue.PAYER_ACCOUNT_LOCKED_OR_CLOSED),
        /** Its order waits for the buyer. */
        ASKS("It asks the buyer first", null);

        final String label;
        /** Why it refuses; null when it does not. */
        final @Nullable PayPalIssue issue;

        Later(String label, @Nullable PayPalIssue issue) {
            this.label = label;
            this.issue = issue;
        }

        /** The first for a buyer who has chosen nothing. */
        static Later of(String name) {
            return name.isEmpty() ? PAYS : valueOf(name);
        }
    }

    final VaultCustomer customer;
    final Later later;
    /** The order with which it was stored; null when it was stored without a payment. */
    final @Nullable String orderId;

    PaymentToken(String id, RestApp app, VaultCustomer customer, Later later, @Nullable String orderId, Instant now) {
        super(id, app, Status.STORED, now);
        this.customer = customer;
        this.later = later;
        this.orderId = orderId;
    }

    JsonObject toJson(PayPalTools tools) {
        return json(
                "id", id(),
                "customer", customer.toJson(),
                "payment_source",
                        json(
                                "paypal",
                                json(
                                        "usage_type",
                                        "MERCHANT",
                                        "customer_type",
                                        "CONSUMER",
                                        "permit_multiple_payment_tokens",
                                        true,
                                        "email_address",
                                        PayPalOrder.PAYER_EMAIL,
                                        "payer_id",
                                        PayPalOrder.PAYER_ID)),
                "links", array(tools.link(path(), "self", "GET"), tools.link(path(), "delete", "DELETE")));
    }

    /** As events show it: those of a token that was stored with an order name it. */
    JsonObject toEventJson(PayPalTools tools) {
        return toJson(tools)
                .put("time_created", PayPalTools.time(createdAt()))
                .mergeIn(known("metadata", orderId == null ? null : json("order_id", orderId)));
    }

    private String path() {
        return "/v3/vault/payment-tokens/" + id();
    }
}
