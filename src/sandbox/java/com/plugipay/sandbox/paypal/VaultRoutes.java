package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.kit.api.Jsons.array;
import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.paypal.api.PayPalEndpoints;
import com.plugipay.sandbox.paypal.api.PayPalErrors;
import com.plugipay.sandbox.paypal.api.PayPalIssue;
import com.plugipay.sandbox.paypal.api.PayPalTools;
import com.plugipay.sandbox.paypal.api.RestApp;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Vault v3: setup tokens, and the payment tokens that they become. */
final class VaultRoutes {
    private static final String SETUPS = "/v3/vault/setup-tokens";
    private static final String TOKENS = "/v3/vault/payment-tokens";
    private static final Duration REQUEST_ID_LIFE = Duration.ofHours(3);

    private final PayPalTools tools;
    private final Vault vault;
    private final IdempotentResults<Function<PayPalTools, JsonObject>> made;

    VaultRoutes(PayPalTools tools, Vault vault) {
        this.tools = tools;
        this.vault = vault;
        this.made = new IdempotentResults<>(tools.standIn().clock(), REQUEST_ID_LIFE);
    }

    void mount(ProviderApi<RestApp> api) {
        api.post(SETUPS, call -> once(call, () -> setUp(call)::toJson));
        api.get(SETUPS + "/:id", call -> ApiReply.of(setup(call, call.id()).toJson(tools)));
        api.post(TOKENS, call -> once(call, () -> store(call)::toJson));
        api.get(TOKENS, this::list);
        api.get(TOKENS + "/:id", call -> ApiReply.of(token(call).toJson(tools)));
        api.on(HttpMethod.DELETE, TOKENS + "/:id", call -> {
            vault.tokens().find(call.merchant(), call.id()).ifPresent(vault::delete);
            return ApiReply.empty(204);
        });
    }

    /** Requests to the vault need a {@code PayPal-Request-Id}, which is remembered for three hours. */
    private ApiReply once(ApiCall<RestApp> call, Supplier<Function<PayPalTools, JsonObject>> action) {
        String requestId = PayPalEndpoints.requestId(call);
        if (requestId == null) {
            throw PayPalIssue.MISSING_REQUIRED_PARAMETER.at(PayPalEndpoints.REQUEST_ID);
        }
        var result = made.once(
                List.of(call.merchant(), call.context().currentRoute(), requestId),
                PayPalEndpoints.body(call),
                action,
                PayPalIssue.PAYPAL_REQUEST_ID_PREVIOUSLY_USED::refusal);
        return ApiReply.of(result.repeated() ? 200 : 201, result.value().apply(tools));
    }

    private SetupToken setUp(ApiCall<RestApp> call) {
        SetupToken setup = SetupToken.read(PayPalEndpoints.body(call), call.merchant(), tools);
        vault.setups().add(setup);
        return setup;
    }

    private PaymentToken store(ApiCall<RestApp> call) {
        JsonObject token = object(object(PayPalEndpoints.body(call), "payment_source"), "token");
        String id = text(token, "id");
        PayPalIssue.INVALID_PARAMETER_VALUE.refuseIf(
                id == null || !"SETUP_TOKEN".equals(token.getValue("type")), "/payment_source/token");
        return vault.store(setup(call, String.valueOf(id)));
    }

    private ApiReply list(ApiCall<RestApp> call) {
        Optional<String> customer = call.query("customer_id");
        PayPalIssue.MISSING_REQUIRED_PARAMETER.refuseIf(customer.isEmpty(), "customer_id");
        JsonArray tokens = array(vault.tokens().of(call.merchant()).stream()
                .filter(token -> token.status() == PaymentToken.Status.STORED)
                .filter(token -> Optional.of(token.customer.id()).equals(customer))
                .map(token -> token.toJson(tools)));
        return ApiReply.of(json("total_items", tokens.size(), "payment_tokens", tokens));
    }

    private SetupToken setup(ApiCall<RestApp> call, String id) {
        return vault.setups()
                .find(call.merchant(), id)
                .filter(setup -> !setup.expired(tools.now()))
                .orElseThrow(PayPalErrors::notFound);
    }

    private PaymentToken token(ApiCall<RestApp> call) {
        return vault.tokens()
                .find(call.merchant(), call.id())
                .filter(token -> token.status() == PaymentToken.Status.STORED)
                .orElseThrow(PayPalErrors::notFound);
    }
}
