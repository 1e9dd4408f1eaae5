package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.kit.api.Refusal;
import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import com.plugipay.sandbox.midtrans.MidtransPaymentProcessor.Change;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccounts;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The Core API under {@code /v2}. Almost everything is HTTP 200; the {@code status_code} in the body says the outcome. */
record CoreApi(
        StandInTools tools,
        MidtransLedger ledger,
        MidtransChargeCreator charges,
        MidtransPaymentProcessor processor,
        GoPayAccounts accounts)
        implements MidtransStyle {
    private static final int LONGEST_KEY = 46;
    private static final Duration KEY_LIFE = Duration.ofMinutes(5);
    private static final Set<String> INITIATORS = Set.of("customer", "merchant");
    private static final Set<String> REPEATED_CODES = Set.of("200", "201");
    /** Refusals that show in HTTP too; of those by Midtrans itself, only a wrong key does. */
    private static final Set<Integer> SHOWN_IN_HTTP = Set.of(401, 429, 500);

    void mount(Router router) {
        // Images in a page: without the server key.
        router.get("/v2/qris/:id/qr-code").handler(this::picture);
        router.get("/v2/gopay/:id/qr-code").handler(this::picture);
        ProviderApi<MidtransMerchant> api = new ProviderApi<>(router, tools.faults(), this, List.of("/v2/*"));
        api.open(HttpMethod.GET, "/v2/token", this::cardToken);
        accounts.mount(api);
        api.get("/v2/:id/status", this::status);
        Map<String, Function<ApiCall<MidtransMerchant>, JsonObject>> actions = Map.of(
                "/v2/charge", this::charge,
                "/v2/:id/cancel", call -> change(call, Change.CANCEL, "200", "canceled"),
                "/v2/:id/expire", call -> change(call, Change.EXPIRE, "407", "expired"),
                "/v2/:id/approve", call -> change(call, Change.APPROVE, "200", "approved"),
                "/v2/:id/deny", call -> change(call, Change.REJECT, "200", "denied"),
                "/v2/:id/refund", call -> processor.refund(find(call), MidtransStyle.body(call), false),
                "/v2/:id/refund/online/direct", call -> processor.refund(find(call), MidtransStyle.body(call), true));
        IdempotentResults<JsonObject> results = new IdempotentResults<>(tools.clock(), KEY_LIFE);
        actions.forEach((path, action) -> api.post(path, call -> reply(once(results, call, action))));
        api.refuseRest();
    }

    /**
     * The header Idempotency-Key: a good answer is given again for five minutes, whatever the request then says and to
     * whichever path it goes. Midtrans answers 202 while the first request still runs; here none runs that long.
     *
     * @see <a href="https://docs.midtrans.com/reference/api-headers">API headers</a>
     */
    private static JsonObject once(
            IdempotentResults<JsonObject> results,
            ApiCall<MidtransMerchant> call,
            Function<ApiCall<MidtransMerchant>, JsonObject> action) {
        String key = call.header("Idempotency-Key");
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            return action.apply(call);
        }
        List<String> name = List.of(call.merchant().merchantId(), key);
        Optional<JsonObject> earlier = results.find(name);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        JsonObject answer = action.apply(call);
        // Permata and Indomaret ignore the header.
        boolean ignored = answer.containsKey("permata_va_number") || "indomaret".equals(answer.getString("store"));
        if (!ignored && REPEATED_CODES.contains(answer.getString("status_code"))) {
            results.keep(name, answer);
        }
        return answer;
    }

    private ApiReply reply(JsonObject body) {
        int code = Integer.parseInt(body.getString("status_code"));
        return ApiReply.of(ledger.options().httpMirrorsBody() ? code : 200, body);
    }

    private JsonObject charge(ApiCall<MidtransMerchant> call) {
        JsonObject body = MidtransStyle.body(call);
        MidtransPaymentType channel = MidtransPaymentType.ofCharge(body);
        JsonObject part = object(body, channel.paymentType).copy();
        if (channel == MidtransPaymentType.MANDIRI) {
            MidtransStyle.required(text(part, "bill_info1"), "echannel.bill_info1");
            MidtransStyle.required(text(part, "bill_info2"), "echannel.bill_info2");
        }
        if (channel == MidtransPaymentType.OVO) {
            // The pages read do not name the field.
            String phone = text(object(body, "customer_details"), "phone");
            part.put("phone_number", MidtransStyle.required(phone, "customer_details.phone"));
        }
        String initiator = text(part, "initiated_by");
        if (initiator != null && !INITIATORS.contains(initiator)) {
            throw MidtransStyle.invalid("credit_card.initiated_by must be customer or merchant");
        }
        MidtransOrder order = MidtransOrder.read(call, body);
        if (!ledger.options().enabled(channel.snapName)) {
            throw MidtransStyle.refusal(402, "Payment channel is not activated.");
        }
        if (ledger.ofOrder(order.merchant(), order.orderId()).isPresent()) {
            throw MidtransStyle.refusal(406, "Duplicate order ID. Order ID has already been utilized previously");
        }
        return MidtransWire.charged(charges.charge(
                order,
                channel,
                part,
                MidtransOrder.expiry(body, "custom_expiry", "order_time", "expiry_duration", tools.now())));
    }

    private ApiReply status(ApiCall<MidtransMerchant> call) {
        MidtransPayment payment = find(call);
        if (MidtransPaymentType.FOUND_BY_TRANSACTION_ID.contains(payment.channel)
                && !payment.id().equals(call.id())) {
            throw MidtransStyle.notFound();
        }
        return reply(MidtransWire.status(payment));
    }

    /** What has expired already can be expired again. */
    private JsonObject change(ApiCall<MidtransMerchant> call, Change change, String code, String outcome) {
        MidtransPayment payment = find(call);
        if (change != Change.EXPIRE || payment.status() != Status.EXPIRE) {
            processor.make(change, payment);
        }
        return MidtransWire.changed(payment, code, "Success, transaction is " + outcome);
    }

    private void picture(RoutingContext context) {
        HttpServerResponse response = context.response().putHeader("Content-Type", "image/png");
        ledger.payments()
                .find(context.pathParam("id"))
                .map(PaymentCodes::picture)
                .ifPresentOrElse(response::end, () -> context.fail(404));
    }

    /** Browsers ask for it, with the client key. */
    private ApiReply cardToken(RoutingContext context) {
        String clientKey = context.request().getParam("client_key", "");
        if (ledger.merchants().values().stream()
                .noneMatch(merchant -> merchant.clientKey().equals(clientKey))) {
            throw MidtransStyle.refusal(401, wrongKey());
        }
        TestCard card = TestCard.of(context.request().getParam("card_number", ""))
                .orElseThrow(() -> MidtransStyle.invalid("card_number is not a card of the sandbox"));
        return reply(json(
                "status_code", "200",
                "status_message", "Credit card token is created as Token ID.",
                "token_id", ledger.tokenize(card, tools)));
    }

    private MidtransPayment find(ApiCall<MidtransMerchant> call) {
        return ledger.find(call.merchant(), call.id()).orElseThrow(MidtransStyle::notFound);
    }

    @Override
    public Map<String, MidtransMerchant> merchants() {
        return ledger.merchants();
    }

    @Override
    public String wrongKey() {
        return "Transaction cannot be authorized with the current client/server key.";
    }

    @Override
    public ApiReply refused(Refusal refusal) {
        int code = refusal.status();
        boolean invalid = code == 400;
        JsonObject body = json(
                "status_code", String.valueOf(code),
                "status_message", invalid ? "One or more parameters in the payload is invalid." : refusal.getMessage(),
                "id", tools.ids().uuid());
        if (invalid) {
            body.put("validation_messages", refusal.body().getJsonArray("error_messages"));
        }
        return SHOWN_IN_HTTP.contains(code) ? ApiReply.of(code, body) : reply(body);
    }
}
