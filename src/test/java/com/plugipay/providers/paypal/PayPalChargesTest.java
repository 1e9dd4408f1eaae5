package com.plugipay.providers.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalChargesTest {
    private static final String CREATE = "POST /sandbox/v2/checkout/orders";
    private static final String APPROVAL = "https://www.sandbox.paypal.com/checkoutnow?token=" + RecordedPayPal.ORDER;

    private final RecordedPayPal paypal = new RecordedPayPal().connected();

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void createsAnOrderAsDocumented() {
        paypal.on(CREATE, 201, RecordedPayPal.order("PAYER_ACTION_REQUIRED", ""));

        assertThat(paypal.ask(paypal.charge(1050, "USD")))
                .isEqualTo(new Outcome.NeedsAction(
                        RecordedPayPal.ORDER,
                        new NextAction.Redirect(APPROVAL, null),
                        Map.of("approvalUrl", APPROVAL)));
        RecordedPayPal.RecordedRequest request = paypal.calls().getFirst();
        assertThat(request.headers().get("PayPal-Request-Id")).isEqualTo("create-" + paypal.chargeId);
        assertThat(request.headers().get("Prefer")).isEqualTo("return=representation");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.json()).isEqualTo(json("""
                {"intent":"CAPTURE","purchase_units":[{"custom_id":"%s","invoice_id":"%s","description":"Order 8841",
                  "amount":{"currency_code":"USD","value":"10.50"}}],
                 "payment_source":{"paypal":{"experience_context":{"shipping_preference":"NO_SHIPPING",
                  "user_action":"PAY_NOW","payment_method_preference":"IMMEDIATE_PAYMENT_REQUIRED",
                  "return_url":"https://pay.example.com/return","cancel_url":"https://pay.example.com/return"}}}}""".formatted(paypal.chargeId, paypal.chargeId)));
    }

    @Test
    void takesTheLinkOfAnOrderWithoutPaymentSourceToo() {
        paypal.on(CREATE, 201, RecordedPayPal.order("CREATED", "").replace("payer-action", "approve"));

        assertThat(paypal.ask(paypal.charge(1000, "USD"))).isInstanceOf(Outcome.NeedsAction.class);
    }

    @ParameterizedTest
    @CsvSource({"1000,USD,10.00", "1,USD,0.01", "500,JPY,500", "12300,HUF,123", "100,TWD,1", "123456789,EUR,1234567.89"
    })
    void writesAmountsAsDecimalTexts(long amount, String currency, String value) {
        paypal.on(CREATE, 201, RecordedPayPal.order("PAYER_ACTION_REQUIRED", ""));
        paypal.ask(paypal.charge(amount, currency));

        JsonNode money = paypal.calls().getFirst().json().at("/purchase_units/0/amount");
        assertThat(money.path("value").textValue()).isEqualTo(value);
        assertThat(money.path("currency_code").textValue()).isEqualTo(currency);
    }

    @ParameterizedTest
    @CsvSource({
        "12350,HUF,amount_not_supported",
        "1,TWD,amount_not_supported",
        "150000,IDR,currency_not_supported",
        "1000,KWD,currency_not_supported"
    })
    void refusesUnsupportedChargesBeforeSending(long amount, String currency, String code) {
        assertThat(paypal.ask(paypal.charge(amount, currency)))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(code));
        assertThat(paypal.requests).isEmpty();
    }

    @Test
    void refusesOtherMethodsAndWorkspacesWithoutAnAccount() {
        Command.Charge charge = paypal.charge(1000, "USD");
        assertThat(paypal.ask(new Command.Charge(
                        paypal.test, paypal.chargeId, Method.CARD, 1000, "USD", null, null, charge.returnUrl(), null)))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(paypal.ask(new Command.Charge(
                        paypal.live,
                        paypal.chargeId,
                        Method.PAYPAL,
                        1000,
                        "USD",
                        null,
                        null,
                        charge.returnUrl(),
                        null)))
                .isEqualTo(new Outcome.Rejected("not_connected", "This workspace has not connected PayPal."));
        assertThat(paypal.requests).isEmpty();
    }

    @Test
    void distinguishesCertainFromUncertainOutcomes() {
        paypal.on(CREATE, 422, RecordedPayPal.refusal("PAYEE_ACCOUNT_RESTRICTED"))
                .on(CREATE, 403, "{'name':'NOT_AUTHORIZED','message':'No.','details':[{'issue':'PERMISSION_DENIED'}]}")
                .on(CREATE, 429, "{'name':'RATE_LIMIT_REACHED'}")
                .on(CREATE, 500, "{'name':'INTERNAL_SERVER_ERROR','debug_id':'x'}")
                .on(CREATE, 409, "{'name':'RESOURCE_CONFLICT'}")
                .lose(CREATE);

        assertThat(charge())
                .isEqualTo(
                        new Outcome.Rejected("PAYEE_ACCOUNT_RESTRICTED", "Why it is so. (PayPal debug id f3a1debug)"));
        assertThat(charge()).isEqualTo(new Outcome.Rejected("PERMISSION_DENIED", "No. (PayPal debug id f3a1debug)"));
        assertThat(charge())
                .isEqualTo(new Outcome.NotDone("rate_limited", "PayPal takes no more requests at the moment.", null));
        assertThat(charge()).isEqualTo(new Outcome.Unknown("PayPal answered 500 (PayPal debug id f3a1debug)"));
        assertThat(charge()).isInstanceOf(Outcome.Unknown.class);
        assertThat(charge()).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not json",
                "{'id':",
                "{}",
                "{'id':'5O1','status':'PAYER_ACTION_REQUIRED'}",
                "{'id':'../../x','status':'CREATED','links':[{'rel':'approve','href':'https://a.example'}]}",
                "{'id':'5O1','status':'CREATED','links':[{'rel':'approve','href':'javascript:alert(1)'}]}",
                "{'id':'5O1','status':'CREATED','links':{'rel':7}}",
                "{'id':7,'status':{'a':1},'links':'x'}",
                "{'id':'5O1','id':'5O2','status':'CREATED'}"
            })
    void isUnknownWhenTheAnswerIsNoOrder(String body) {
        paypal.on(CREATE, 201, body);
        assertThat(charge()).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void isUnknownWhenTheAnswerNeverEndsOrNestsTooDeep() {
        paypal.on(CREATE, request -> request.response().setStatusCode(201).end(Buffer.buffer("[".repeat(100_000))))
                .on(
                        CREATE,
                        request -> request.response()
                                .setStatusCode(201)
                                .end(Buffer.buffer("{\"id\":\"" + "x".repeat(2_000_000) + "\"}")));
        assertThat(charge()).isInstanceOf(Outcome.Unknown.class);
        assertThat(charge()).isInstanceOf(Outcome.Unknown.class);
    }

    private Outcome charge() {
        return paypal.ask(paypal.charge(1000, "USD"));
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
