package com.plugipay.providers.paypal;

import static com.plugipay.providers.paypal.PayPalVaultTest.ACCOUNT;
import static com.plugipay.providers.paypal.RecordedPayPal.ORDER;
import static com.plugipay.providers.paypal.RecordedPayPal.capture;
import static com.plugipay.providers.paypal.RecordedPayPal.order;
import static com.plugipay.providers.paypal.RecordedPayPal.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.DeclineCodes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charges of stored accounts, against answers from PayPal's documentation. */
class PayPalStoredChargesTest {
    private static final String CREATE = "POST /sandbox/v2/checkout/orders";

    private final RecordedPayPal paypal = new RecordedPayPal().connected();

    @AfterEach
    void close() {
        paypal.close();
    }

    @ParameterizedTest
    @CsvSource({"false, MERCHANT", "true, CUSTOMER"})
    void chargesTheAccountAsDocumented(boolean present, String initiator) {
        paypal.on(CREATE, 201, order("COMPLETED", capture("COMPLETED")));
        assertThat(paypal.ask(stored(present))).isInstanceOfSatisfying(Outcome.Succeeded.class, paid -> {
            assertThat(paid.amount()).isEqualTo(1000);
            assertThat(paid.feeAmount()).isEqualTo(84);
            assertThat(paid.providerReference()).isEqualTo(ORDER);
        });
        RecordedPayPal.RecordedRequest request = paypal.calls().getFirst();
        assertThat(request.headers().get("PayPal-Request-Id")).isEqualTo(paypal.chargeId);
        assertThat(request.json().at("/purchase_units/0/invoice_id").asText()).isEqualTo(paypal.chargeId);
        JsonNode wallet = request.json().at("/payment_source/paypal");
        assertThat(wallet.path("vault_id").asText()).isEqualTo("8kk8451t");
        assertThat(wallet.path("stored_credential"))
                .isEqualTo(json("{'payment_initiator':'" + initiator
                        + "','usage':'SUBSEQUENT','usage_pattern':'UNSCHEDULED_POSTPAID'}"));
        assertThat(wallet.has("experience_context")).isEqualTo(present);
    }

    @ParameterizedTest
    @CsvSource({
        "INSTRUMENT_DECLINED, declined, false",
        "PAYER_CANNOT_PAY, declined, false",
        "TRANSACTION_REFUSED, declined, false",
        "COMPLIANCE_VIOLATION, suspected_fraud, false",
        "PAYER_ACTION_REQUIRED, action_required, false",
        "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING, action_required, false",
        "AGREEMENT_ALREADY_CANCELLED, payment_method_revoked, true",
        "TOKEN_ID_NOT_FOUND, payment_method_revoked, true",
        "PAYER_ACCOUNT_LOCKED_OR_CLOSED, account_closed, true",
        "CARD_EXPIRED, expired_card, true"
    })
    void sortsTheReasonsOfADecline(String issue, String code, boolean neverAgain) {
        paypal.on(CREATE, 422, refusal(issue));
        assertThat(paypal.ask(stored(false))).isInstanceOf(Outcome.Declined.class);
        paypal.on(CREATE, 422, refusal(issue));
        assertThat(code(stored(true))).isEqualTo(code.equals("declined") ? issue : code);
        assertThat(DeclineCodes.isNeverAgain(code)).isEqualTo(neverAgain);
    }

    @ParameterizedTest
    @CsvSource({
        "404, RESOURCE_NOT_FOUND, Declined",
        "422, DUPLICATE_INVOICE_ID, Unknown",
        "422, CURRENCY_NOT_SUPPORTED, Rejected",
        "403, PERMISSION_DENIED, Rejected",
        "409, RESOURCE_CONFLICT, Unknown",
        "429, RATE_LIMIT_REACHED, NotDone",
        "500, INTERNAL_SERVER_ERROR, Unknown"
    })
    void distinguishesRefusals(int status, String issue, String outcome) {
        paypal.on(CREATE, status, refusal(issue));
        assertThat(paypal.ask(stored(false)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void confirmsOnlyWithAPresentBuyer() {
        paypal.on(CREATE, 201, order("PAYER_ACTION_REQUIRED", "")).on(CREATE, 200, order("PAYER_ACTION_REQUIRED", ""));
        assertThat(code(stored(false))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        assertThat(paypal.ask(stored(true))).isInstanceOf(Outcome.NeedsAction.class);
    }

    @Test
    void capturesAnOrderThatPayPalHasNotCaptured() {
        String capture = "POST /sandbox/v2/checkout/orders/" + ORDER + "/capture";
        paypal.on(CREATE, 201, order("CREATED", "")).on(capture, 201, order("COMPLETED", capture("COMPLETED")));
        assertThat(paypal.ask(stored(false))).isInstanceOf(Outcome.Succeeded.class);
        paypal.on(CREATE, 201, order("CREATED", "")).on(capture, 422, refusal("ORDER_NOT_APPROVED"));
        assertThat(code(stored(false))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        paypal.on(CREATE, 201, order("APPROVED", "")).on(capture, 422, refusal("INSTRUMENT_DECLINED"));
        assertThat(code(stored(false))).isEqualTo("INSTRUMENT_DECLINED");
        paypal.on(CREATE, 201, order("APPROVED", "")).lose(capture);
        assertThat(paypal.ask(stored(false))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void findsALostOrderOnlyByTheSameRequest() {
        paypal.lose(CREATE).on(CREATE, 200, order("COMPLETED", capture("COMPLETED")));
        Command.ChargeStored charge = stored(false);
        assertThat(paypal.ask(charge)).isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.ask(query(charge, false))).isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.requests()).containsExactly(CREATE);
        assertThat(paypal.ask(query(charge, true))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(paypal.requests()).containsExactly(CREATE, CREATE);
    }

    @Test
    void neverSendsAChargeThatPayPalHasForgotten() {
        Command.ChargeStored old = stored(Ids.at(paypal.clock.instant().minus(Duration.ofHours(6)), "att"), false);
        assertThat(paypal.ask(old)).isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.ask(query(old, true))).isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.requests()).isEmpty();
    }

    private Command.ChargeStored stored(boolean present) {
        return stored(paypal.chargeId, present);
    }

    private Command.ChargeStored stored(String chargeId, boolean present) {
        return new Command.ChargeStored(
                paypal.test,
                chargeId,
                ACCOUNT,
                1000,
                "USD",
                null,
                null,
                "cus_1",
                present,
                "https://pay.example.com/return",
                null);
    }

    private Command query(Command.ChargeStored charge, boolean capture) {
        return new Command.QueryStatus(
                paypal.test,
                new ChargeReference(charge.chargeId(), Method.PAYPAL, 1000, "USD", null, Map.of()),
                capture,
                null,
                charge);
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

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'), JsonNode.class);
    }
}
