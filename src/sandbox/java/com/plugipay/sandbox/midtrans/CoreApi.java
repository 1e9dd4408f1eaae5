package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ApiStyle;
import com.plugipay.sandbox.kit.api.BasicCredentials;
import com.plugipay.sandbox.kit.api.IdempotentResults;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.kit.api.Refusal;
import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The Core API under {@code /v2}. Almost everything is HTTP 200; the {@code status_code} in the body says the outcome. */
final class CoreApi implements ApiStyle<MidtransMerchant> {
    private static final String WRONG_KEY = "Transaction cannot be authorized with the current client/server key.";
    private static final int LONGEST_KEY = 46;
    private static final Duration KEY_LIFE = Duration.ofMinutes(5);
    private static final Set<String> REPEATED_CODES = Set.of("200", "201");
    private static final int MOST_TOKENS = 10_000;

    private final StandInTools tools;
    private final MidtransOptions options;
    /** By their server keys. */
    private final Map<String, MidtransMerchant> merchants;

    private final MidtransLedger ledger;
    private final MidtransChargeCreator charges;
    private final MidtransPaymentProcessor processor;
    private final MidtransRefundProcessor refunds;
    private final SeededIds ids;
    private final IdempotentResults<JsonObject> results;
    /** What browsers get for cards, so that merchants see no card numbers. Each serves once. */
    private final Cache<String, TestCard> cardTokens =
            Caffeine.newBuilder().maximumSize(MOST_TOKENS).build();

    CoreApi(
            StandInTools tools,
            MidtransOptions options,
            Map<String, MidtransMerchant> merchants,
            MidtransLedger ledger,
            MidtransChargeCreator charges,
            MidtransPaymentProcessor processor,
            MidtransRefundProcessor refunds,
            SeededIds ids) {
        this.tools = tools;
        this.options = options;
        this.merchants = merchants;
        this.ledger = ledger;
        this.charges = charges;
        this.processor = processor;
        this.refunds = refunds;
        this.ids = ids;
        this.results = new IdempotentResults<>(tools.clock(), KEY_LIFE);
    }

    void mount(Router router) {
        // Images in a page: without the server key.
        router.get("/v2/qris/:id/qr-code").handler(this::picture);
        router.get("/v2/gopay/:id/qr-code").handler(this::picture);
        ProviderApi<MidtransMerchant> api = new ProviderApi<>(router, tools.faults(), this, List.of("/v2/*"));
        api.open(HttpMethod.GET, "/v2/token", this::cardToken);
        api.get("/v2/:id/status", this::status);
        post(api, "/v2/charge", this::charge);
        post(api, "/v2/:id/cancel", change(processor::cancel, "200", "Success, transaction is canceled"));
        // 407 is the good answer.
        post(api, "/v2/:id/expire", change(this::expire, "407", "Success, transaction is expired"));
        post(
                api,
                "/v2/:id/approve",
                change(payment -> processor.review(payment, true), "200", "Success, transaction is approved"));
        post(
                api,
                "/v2/:id/deny",
                change(payment -> processor.review(payment, false), "200", "Success, transaction is denied"));
        post(api, "/v2/:id/refund", call -> refunds.refund(find(call), body(call), false));
        post(api, "/v2/:id/refund/online/direct", call -> refunds.refund(find(call), body(call), true));
    }

    /**
     * The header Idempotency-Key: a good answer is given again for five minutes, whatever the request then says and to
     * whichever path it goes. Midtrans answers 202 while the first request still runs; here none runs that long.
     *
     * @see <a href="https://docs.midtrans.com/reference/api-headers">API headers</a>
     */
    private void post(
            ProviderApi<MidtransMerchant> api, String path, Function<ApiCall<MidtransMerchant>, JsonObject> action) {
        api.post(path, call -> {
            String key = call.header("Idempotency-Key");
            if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
                return reply(action.apply(call));
            }
            List<String> name = List.of(call.merchant().merchantId(), key);
            Optional<JsonObject> earlier = results.find(name);
            if (earlier.isPresent()) {
                return reply(earlier.get());
            }
            JsonObject answer = action.apply(call);
            if (REPEATED_CODES.contains(answer.getString("status_code")) && isRepeatable(answer)) {
                results.keep(name, answer);
            }
            return reply(answer);
        });
    }

    /** Permata and Indomaret ignore the header. */
    private static boolean isRepeatable(JsonObject answer) {
        return !answer.containsKey("permata_va_number") && !"indomaret".equals(answer.getString("store"));
    }

    private ApiReply reply(JsonObject body) {
        return ApiReply.of(httpStatus(Integer.parseInt(body.getString("status_code"))), body);
    }

    private int httpStatus(int code) {
        return options.httpMirrorsBody() ? code : 200;
    }

    private JsonObject charge(ApiCall<MidtransMerchant> call) {
        ChargeReader charge = ChargeReader.read(body(call), tools.now());
        MidtransOrder order = MidtransOrder.read(call, charge.body());
        if (!options.enabled(charge.channel())) {
            throw MidtransErrors.of(402, "Payment channel is not activated.");
        }
        if (ledger.ofOrder(order.merchant(), order.orderId()).isPresent()) {
            throw MidtransErrors.of(406, "Duplicate order ID. Order ID has already been utilized previously");
        }
        return TransactionView.charged(
                charge.channel() == MidtransPaymentType.CARD
                        ? chargeCard(order, charge)
                        : charges.charge(order, charge.channel(), charge.part(), charge.expiresAt()));
    }

    private MidtransPayment chargeCard(MidtransOrder order, ChargeReader charge) {
        TestCard card = cardTokens.asMap().remove(String.valueOf(text(charge.part(), "token_id")));
        if (card == null) {
            throw MidtransErrors.of(411, "Token id is missing, invalid, or timed out");
        }
        boolean authenticated = Boolean.TRUE.equals(charge.part().getValue("authentication"));
        return charges.chargeCard(order, card, authenticated, charge.expiresAt());
    }

    private ApiReply status(ApiCall<MidtransMerchant> call) {
        MidtransPayment payment = find(call);
        if (payment.channel.foundByTransactionIdOnly() && !payment.id().equals(call.id())) {
            throw MidtransErrors.notFound();
        }
        return reply(TransactionView.status(payment));
    }

    private void expire(MidtransPayment payment) {
        if (payment.status() != Status.EXPIRE) {
            processor.expire(payment);
        }
    }

    private Function<ApiCall<MidtransMerchant>, JsonObject> change(
            Consumer<MidtransPayment> change, String code, String message) {
        return call -> {
            MidtransPayment payment = find(call);
            change.accept(payment);
            return TransactionView.changed(payment, code, message);
        };
    }

    private void picture(RoutingContext context) {
        ledger.payments
                .find(context.pathParam("id"))
                .ifPresentOrElse(
                        payment -> context.response()
                                .putHeader("Content-Type", "image/png")
                                .putHeader("Cache-Control", "no-store")
                                .end(QrCodePicture.png(PaymentCodes.qrText(payment))),
                        () -> context.fail(404));
    }

    /** Browsers ask for it, with the client key. */
    private ApiReply cardToken(RoutingContext context) {
        String clientKey = context.request().getParam("client_key", "");
        if (merchants.values().stream()
                .noneMatch(merchant -> merchant.clientKey().equals(clientKey))) {
            throw MidtransErrors.of(401, WRONG_KEY);
        }
        TestCard card = TestCard.of(context.request().getParam("card_number", ""))
                .orElseThrow(() -> MidtransErrors.invalid("card_number is not a card of the sandbox"));
        String token = card.masked() + "-" + ids.uuid();
        cardTokens.put(token, card);
        return reply(json(
                "status_code", "200",
                "status_message", "Credit card token is created as Token ID.",
                "token_id", token));
    }

    private static JsonObject body(ApiCall<MidtransMerchant> call) {
        return call.json().orElseThrow(MidtransErrors::malformed);
    }

    private MidtransPayment find(ApiCall<MidtransMerchant> call) {
        return ledger.find(call.merchant(), call.id()).orElseThrow(MidtransErrors::notFound);
    }

    @Override
    public MidtransMerchant merchant(RoutingContext context) {
        return merchant(merchants, context, WRONG_KEY);
    }

    /** The server key is the user, without a password; the refusal is worded by each API. */
    static MidtransMerchant merchant(Map<String, MidtransMerchant> merchants, RoutingContext context, String wrongKey) {
        return BasicCredentials.of(context)
                .filter(basic -> basic.password().isEmpty())
                .map(basic -> merchants.get(basic.user()))
                .orElseThrow(() -> MidtransErrors.of(401, wrongKey));
    }

    @Override
    public Refusal unknownPath() {
        return MidtransErrors.notFound();
    }

    @Override
    public Refusal rateLimited() {
        return MidtransErrors.of(429, "Too many requests.");
    }

    @Override
    public Refusal serverError() {
        return MidtransErrors.serverError();
    }

    /** Of refusals by Midtrans itself, only a wrong key shows in HTTP. */
    @Override
    public ApiReply refused(Refusal refusal) {
        boolean invalid = refusal.status() == MidtransErrors.INVALID;
        JsonObject body = json(
                "status_code", String.valueOf(refusal.status()),
                "status_message", invalid ? "One or more parameters in the payload is invalid." : refusal.getMessage(),
                "id", ids.uuid());
        if (invalid) {
            body.put("validation_messages", refusal.body().getJsonArray("error_messages"));
        }
        int status = refusal.status();
        return ApiReply.of(status == 401 || status == 429 || status == 500 ? status : httpStatus(status), body);
    }
}
