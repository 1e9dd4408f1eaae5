package com.plugipay.providers.paypal;

import static com.plugipay.providers.paypal.RecordedPayPal.CAPTURE;
import static com.plugipay.providers.paypal.RecordedPayPal.ORDER;
import static com.plugipay.providers.paypal.RecordedPayPal.capture;
import static com.plugipay.providers.paypal.RecordedPayPal.order;
import static com.plugipay.providers.paypal.RecordedPayPal.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.secrets.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored accounts, against answers from PayPal's documentation. */
class PayPalVaultTest {
    private static final String CREATE = "POST /sandbox/v2/checkout/orders";
    private static final String SETUPS = "POST /sandbox/v3/vault/setup-tokens";
    private static final String SETUP = "5C991763VB2781612";
    private static final String GET_SETUP = "GET /sandbox/v3/vault/setup-tokens/" + SETUP;
    private static final String TOKENS = "POST /sandbox/v3/vault/payment-tokens";
    private static final String TOKEN = "GET /sandbox/v3/vault/payment-tokens/8kk8451t";
    private static final String LIST = "GET /sandbox/v3/vault/payment-tokens";
    static final StoredMethod ACCOUNT = new StoredMethod(
            new Secret("8kk8451t"),
            Method.PAYPAL,
            "PayPal buyer@example.com",
            null,
            null,
            null,
            null,
            Map.of("vaultCustomerId", "208743798"));
    private static final String PAYMENT_TOKEN = """
            {'id':'8kk8451t','customer':{'id':'208743798'},'payment_source':{'paypal':{'usage_type':'MERCHANT',
             'email_address':'buyer@example.com','payer_id':'VTR4JYK7STE7J'}}}""";

    private final RecordedPayPal paypal = new RecordedPayPal().connected();

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void asksToStoreTheAccountWithThePayment() {
        paypal.on(CREATE, 201, order("PAYER_ACTION_REQUIRED", ""));
        Command.Charge charge = paypal.charge(1000, "USD");
        assertThat(paypal.ask(new Command.Charge(
                        charge.tenant(),
                        charge.chargeId(),
                        charge.method(),
                        charge.amount(),
                        charge.currency(),
                        null,
                        null,
                        charge.returnUrl(),
                        null,
                        "cus_1")))
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.providerData()).containsEntry("storesMethod", true));
        assertThat(sent().at("/payment_source/paypal/attributes")).isEqualTo(json("""
                {'vault':{'store_in_vault':'ON_SUCCESS','usage_type':'MERCHANT','usage_pattern':'UNSCHEDULED_POSTPAID',
                  'customer_type':'CONSUMER','permit_multiple_payment_tokens':true},
                 'customer':{'merchant_customer_id':'cus_1'}}"""));
    }

    @Test
    void findsTheStoredAccountInTheOrder() {
        String vaulted = "{\"id\":\"8kk8451t\",\"status\":\"VAULTED\",\"customer\":{\"id\":\"208743798\"}}";
        paypal.on("GET /sandbox/v2/checkout/orders/" + ORDER, 200, paidOrder(vaulted));
        assertThat(status(Map.of())).isEqualTo(ACCOUNT);
        paypal.on("GET /sandbox/v2/checkout/orders/" + ORDER, 200, paidOrder("{\"status\":\"APPROVED\"}"));
        assertThat(status(Map.of())).isNull();

        Map<String, Object> paid = Map.of("captureId", CAPTURE, "storesMethod", true);
        String capture = "GET /sandbox/v2/payments/captures/" + CAPTURE;
        paypal.on(capture, 200, capture("COMPLETED"))
                .on("GET /sandbox/v2/checkout/orders/" + ORDER, 200, paidOrder(vaulted));
        assertThat(status(paid)).isEqualTo(ACCOUNT);
        // The payment is as certain without it.
        paypal.on(capture, 200, capture("COMPLETED")).on("GET /sandbox/v2/checkout/orders/" + ORDER, 500, "");
        assertThat(status(paid)).isNull();
    }

    @Test
    void storesAnAccountWithoutAPayment() {
        paypal.on(SETUPS, 201, """
                {'id':'%s','customer':{'id':'208743798'},'status':'PAYER_ACTION_REQUIRED','links':[
                 {'href':'https://www.sandbox.paypal.com/agreements/approve?approval_session_id=%s','rel':'approve'}]}""".formatted(SETUP, SETUP));
        assertThat(paypal.ask(setup()))
                .isEqualTo(new Outcome.NeedsAction(
                        SETUP,
                        new NextAction.Redirect(
                                "https://www.sandbox.paypal.com/agreements/approve?approval_session_id=" + SETUP, null),
                        Map.of()));
        assertThat(paypal.calls().getFirst().headers().get("PayPal-Request-Id")).isEqualTo("setup-" + paypal.chargeId);
        assertThat(sent()).isEqualTo(json("""
                {'payment_source':{'paypal':{'usage_type':'MERCHANT','usage_pattern':'UNSCHEDULED_POSTPAID',
                  'customer_type':'CONSUMER','permit_multiple_payment_tokens':true,
                  'experience_context':{'shipping_preference':'NO_SHIPPING',
                   'payment_method_preference':'IMMEDIATE_PAYMENT_REQUIRED',
                   'return_url':'https://pay.example.com/return','cancel_url':'https://pay.example.com/return'}}},
                 'customer':{'merchant_customer_id':'cus_1'}}"""));

        paypal.on(GET_SETUP, 200, setupToken("APPROVED")).on(TOKENS, 201, PAYMENT_TOKEN);
        assertThat(paypal.ask(setupStatus(true)))
                .isEqualTo(new Outcome.Succeeded(SETUP, 0, "USD", null, Map.of(), ACCOUNT));
        assertThat(paypal.calls().getLast().json())
                .isEqualTo(json("{'payment_source':{'token':{'id':'" + SETUP + "','type':'SETUP_TOKEN'}}}"));
    }

    @ParameterizedTest
    @CsvSource({"CREATED, Pending", "PAYER_ACTION_REQUIRED, Pending", "APPROVED, Pending", "STRANGE, Unknown"})
    void waitsForTheBuyer(String status, String outcome) {
        paypal.on(GET_SETUP, 200, setupToken(status));
        assertThat(paypal.ask(setupStatus(false)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void endsAsASetupEnds() {
        paypal.on(GET_SETUP, 404, refusal("INVALID_RESOURCE_ID"));
        assertThat(code(setupStatus(true))).isEqualTo("expired");
        paypal.on(GET_SETUP, 200, setupToken("APPROVED")).on(TOKENS, 422, refusal("INSTRUMENT_DECLINED"));
        assertThat(code(setupStatus(true))).isEqualTo("INSTRUMENT_DECLINED");
        paypal.on(GET_SETUP, 200, setupToken("APPROVED")).lose(TOKENS);
        assertThat(paypal.ask(setupStatus(true))).isInstanceOf(Outcome.Unknown.class);
        paypal.on(SETUPS, 422, refusal("NOT_ENABLED_TO_VAULT_PAYMENT_SOURCE"));
        assertThat(code(setup())).isEqualTo("payment_method_not_storable");
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0, false", "2, false"})
    void findsATokenThatWasMadeBefore(int tokens, boolean isFound) {
        String list = "{'payment_tokens':[" + String.join(",", Collections.nCopies(tokens, PAYMENT_TOKEN)) + "]}";
        paypal.on(GET_SETUP, 200, setupToken("VAULTED"))
                .on(TOKENS, 422, refusal("SETUP_TOKEN_ALREADY_USED"))
                .on(LIST, 200, list);
        assertThat(paypal.ask(setupStatus(true)) instanceof Outcome.Succeeded).isEqualTo(isFound);
    }

    @Test
    void queriesAndDeletesAStoredAccount() {
        paypal.on(TOKEN, 200, PAYMENT_TOKEN).on(TOKEN, 404, refusal("INVALID_RESOURCE_ID"));
        assertThat(((Outcome.Succeeded) paypal.ask(new Command.QueryStored(paypal.test, ACCOUNT))).stored())
                .isEqualTo(ACCOUNT);
        assertThat(code(new Command.QueryStored(paypal.test, ACCOUNT))).isEqualTo(DeclineCodes.METHOD_REVOKED);
        String delete = TOKEN.replace("GET", "DELETE");
        paypal.on(delete, 204, "")
                .on(delete, 404, refusal("INVALID_RESOURCE_ID"))
                .on(delete, 500, "");
        Command deletion = new Command.DeleteStored(paypal.test, ACCOUNT);
        assertThat(paypal.ask(deletion)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(paypal.ask(deletion)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(paypal.ask(deletion)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void readsTheEventsOfTheVault() {
        assertThat(event("CREATED", "{'id':'8kk8451t','metadata':{'order_id':'" + ORDER + "'}}"))
                .isEqualTo(List.of(
                        new CallbackEvent.OfCharge(null, ORDER, null),
                        new CallbackEvent.OfStoredMethod(null, new Secret("8kk8451t"))));
        assertThat(event("DELETED", "{'id':'8kk8451t'}"))
                .isEqualTo(List.of(new CallbackEvent.OfStoredMethod(null, new Secret("8kk8451t"))));
        assertThat(event("DELETED", "{'id':'../x'}")).isEqualTo(List.of(CallbackEvent.Unreadable.NAMES_NO_PAYMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'name':'*'}]", "[{'name':'PAYMENT.CAPTURE.COMPLETED'}]"})
    void addsTheEventsOfTheVaultToAnOlderWebhook(String types) {
        String url = "https://pay.example.com/v1/inbound-webhooks/paypal/" + paypal.test.workspaceId();
        paypal.on(
                        "GET /sandbox/v1/notifications/webhooks",
                        200,
                        "{'webhooks':[{'id':'0EH4','url':'" + url + "','event_types':" + types + "}]}")
                .on("PATCH /sandbox/v1/notifications/webhooks/0EH4", 200, "{}");
        assertThat(paypal.ask(new Command.Probe(paypal.test, RecordedPayPal.credentials(RecordedPayPal.SECRET))))
                .isEqualTo(Outcome.Succeeded.done(Map.of("webhookId", "0EH4")));
        boolean isPatched = paypal.requests().contains("PATCH /sandbox/v1/notifications/webhooks/0EH4");
        assertThat(isPatched).isEqualTo(!types.contains("*"));
    }

    private List<CallbackEvent> event(String type, String resource) {
        return paypal.provider.read(Buffer.buffer(
                ("{'id':'WH-1','event_type':'VAULT.PAYMENT-TOKEN." + type + "','resource':" + resource + "}")
                        .replace('\'', '"')));
    }

    private Command.Setup setup() {
        return new Command.Setup(
                paypal.test,
                paypal.chargeId,
                Method.PAYPAL,
                "USD",
                "cus_1",
                null,
                "https://pay.example.com/return",
                null);
    }

    private Command setupStatus(boolean capture) {
        return new Command.QueryStatus(
                paypal.test, new ChargeReference(paypal.chargeId, Method.PAYPAL, 0, "USD", SETUP, Map.of()), capture);
    }

    private static String setupToken(String status) {
        return "{'id':'" + SETUP + "','customer':{'id':'208743798'},'status':'" + status + "'}";
    }

    private static String paidOrder(String vault) {
        return order("COMPLETED", capture("COMPLETED"))
                .replaceFirst(
                        "\\{",
                        "{\"payment_source\":"
                                + "{\"paypal\":{\"email_address\":\"buyer@example.com\",\"attributes\":{\"vault\":"
                                + vault + "}}}" + ",");
    }

    private @Nullable StoredMethod status(Map<String, Object> data) {
        return ((Outcome.Succeeded) paypal.ask(new Command.QueryStatus(paypal.test, paypal.reference(data), true)))
                .stored();
    }

    /** Plugipay's code of a decline or refusal; PayPal's where there is no other than that it is declined. */
    private String code(Command command) {
        String code = switch (paypal.ask(command)) {
            case Outcome.Declined declined -> declined.code();
            case Outcome.Rejected rejected -> rejected.code();
            case Outcome other -> other.toString();
        };
        String translated = paypal.provider.failureCode(code);
        return translated == null ? code : translated;
    }

    private JsonNode sent() {
        return paypal.calls().getFirst().json();
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'), JsonNode.class);
    }
}
