package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.object;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.paypal.api.PayPalEndpoints;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A buyer's agreement that a merchant stores the account, before it becomes a {@link PaymentToken}. */
final class SetupToken extends ProviderObject<RestApp, SetupToken.Status> {
    private static final Duration LIFE = Duration.ofDays(3);

    enum Status {
        PAYER_ACTION_REQUIRED,
        APPROVED,
        VAULTED
    }

    final VaultCustomer customer;
    final @Nullable String returnUrl;
    final @Nullable String cancelUrl;
    private boolean ended;
    /** As the buyer has chosen. */
    PaymentToken.Later later = PaymentToken.Later.PAYS;

    private SetupToken(String id, RestApp app, VaultCustomer customer, JsonObject experience, Instant now) {
        super(id, app, Status.PAYER_ACTION_REQUIRED, now);
        this.customer = customer;
        this.returnUrl = url(experience, "return_url");
        this.cancelUrl = url(experience, "cancel_url");
    }

    static SetupToken read(JsonObject body, RestApp app, PayPalTools tools) {
        JsonObject source = object(body, "payment_source");
        PayPalIssue.MISSING_REQUIRED_PARAMETER.refuseIf(source.isEmpty(), "/payment_source");
        PayPalIssue.UNSUPPORTED_PAYMENT_INSTRUCTION.refuseIf(!(source.getValue("paypal") instanceof JsonObject));
        JsonObject wallet = object(source, "paypal");
        PayPalIssue.MISSING_REQUIRED_PARAMETER.refuseIf(
                !"MERCHANT".equals(wallet.getValue("usage_type")), "/payment_source/paypal/usage_type");
        return new SetupToken(
                tools.newId(),
                app,
                VaultCustomer.read(body, "", tools),
                object(wallet, "experience_context"),
                tools.now());
    }

    private static @Nullable String url(JsonObject experience, String field) {
        String path = "/payment_source/paypal/experience_context/";
        return PayPalEndpoints.text(experience, path, field, "https?://[^\\s]+", PayPalIssue.INVALID_PARAMETER_SYNTAX);
    }

    void expire() {
        ended = true;
    }

    boolean expired(Instant now) {
        return ended || !now.isBefore(createdAt().plus(LIFE));
    }

    JsonObject toJson(PayPalTools tools) {
        String path = "/v3/vault/setup-tokens/" + id();
        JsonArray links = array(tools.link(path, "self", "GET"));
        if (status() == Status.PAYER_ACTION_REQUIRED) {
            links.add(tools.link("/agreements/approve?approval_session_id=" + id(), "approve", "GET"));
        }
        return json(
                "id", id(),
                "customer", customer.toJson(),
                "status", status().name(),
                "payment_source", json("paypal", json("usage_type", "MERCHANT", "customer_type", "CONSUMER")),
                "links", links);
    }
}
