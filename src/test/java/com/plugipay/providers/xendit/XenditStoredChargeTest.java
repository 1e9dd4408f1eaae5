package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CHARGE;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.TOKEN_ID;
import static com.plugipay.providers.xendit.RecordedXendit.action;
import static com.plugipay.providers.xendit.RecordedXendit.chargeStored;
import static com.plugipay.providers.xendit.RecordedXendit.error;
import static com.plugipay.providers.xendit.RecordedXendit.list;
import static com.plugipay.providers.xendit.RecordedXendit.reference;
import static com.plugipay.providers.xendit.RecordedXendit.request;
import static com.plugipay.providers.xendit.RecordedXendit.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.DeclineCodes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charges by a stored payment method at Xendit. */
class XenditStoredChargeTest {
    private static final String CREATE = "POST /v3/payment_requests";
    private static final String LIST = "GET /v3/payment_requests?reference_id=" + CHARGE;
    private static final String ID = "pr-0e0f3a52-6a4c-4a53-9a27-1f3c0b6d2a10";
    private static final String FIND = "GET /v3/payment_requests/" + ID;
    private static final String CANCEL = "POST /v3/payment_requests/" + ID + "/cancel";
    private static final String ABSENT = ",\"metadata\":{\"workspace\":\"ws_1\",\"buyer\":\"absent\"}";
    private static final String PRESENT = ABSENT.replace("absent", "present");
    private static final String ASKS = action("REDIRECT_CUSTOMER", "WEB_URL", "https://bank.example/3ds");

    @SuppressWarnings("NullAway.Init")
    private RecordedXendit xendit;

    @BeforeEach
    void start() throws Exception {
        xendit = new RecordedXendit();
    }

    @AfterEach
    void stop() throws Exception {
        xendit.close();
    }

    @Test
    void chargesACardWithoutItsOwner() throws Exception {
        xendit.on(CREATE, 201, request(ID, "CARDS", "SUCCEEDED", ABSENT));

        assertThat(charge(Method.CARD, false))
                .isEqualTo(new Outcome.Succeeded(
                        ID, 150_000, "IDR", null, Map.of("paymentRequestId", ID, "channelCode", "CARDS")));

        RecordedXendit.Sent sent = xendit.sent().getFirst();
        JsonNode body = sent.json();
        assertThat(sent.headers().get("idempotency-key")).isEqualTo(CHARGE);
        assertThat(body.path("reference_id").textValue()).isEqualTo(CHARGE);
        assertThat(body.path("type").textValue()).isEqualTo("PAY");
        assertThat(body.path("payment_token_id").textValue()).isEqualTo(TOKEN_ID);
        assertThat(body.path("channel_code").textValue()).isEqualTo("CARDS");
        assertThat(body.path("request_amount").intValue()).isEqualTo(150_000);
        assertThat(body.path("description").textValue()).isEqualTo("July");
        JsonNode properties = body.path("channel_properties");
        assertThat(properties.path("card_on_file_type").textValue()).isEqualTo("MERCHANT_UNSCHEDULED");
        assertThat(properties.path("transaction_sequence").textValue()).isEqualTo("SUBSEQUENT");
        assertThat(properties.path("skip_three_ds").booleanValue()).isTrue();
        assertThat(properties.path("failure_return_url").textValue()).isEqualTo("https://pay.toko.example/pay/1");
    }

    @Test
    void letsABankAskAnOwnerWhoIsThere() throws Exception {
        xendit.on(CREATE, 201, request(ID, "CARDS", "REQUIRES_ACTION", ASKS + PRESENT));

        assertThat(charge(Method.CARD, true))
                .isEqualTo(new Outcome.NeedsAction(
                        ID,
                        new NextAction.Redirect("https://bank.example/3ds", null),
                        Map.of("paymentRequestId", ID, "channelCode", "CARDS")));

        JsonNode properties = xendit.sent().getFirst().json().path("channel_properties");
        assertThat(properties.path("card_on_file_type").textValue()).isEqualTo("CUSTOMER_UNSCHEDULED");
        assertThat(properties.has("skip_three_ds")).isFalse();
        assertThat(properties.has("transaction_sequence")).isFalse();
        assertThat(xendit.sent()).hasSize(1);
    }

    @Test
    void cancelsWhatAnAbsentOwnerWouldHaveToConfirm() throws Exception {
        xendit.on(CREATE, 201, request(ID, "CARDS", "REQUIRES_ACTION", ASKS + ABSENT))
                .on(CANCEL, 200, request(ID, "CARDS", "CANCELED", ABSENT))
                .on(FIND, 200, request(ID, "CARDS", "CANCELED", ABSENT));

        assertThat(charge(Method.CARD, false))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo(DeclineCodes.ACTION_REQUIRED));
    }

    /** Only an end that Xendit shows is an end. */
    @ParameterizedTest
    @CsvSource({
        "409, SUCCEEDED, Succeeded",
        "409, REQUIRES_ACTION, Pending",
        "500, REQUIRES_ACTION, Pending",
        "0, CANCELED, Declined",
        "200, PENDING, Pending"
    })
    void believesNoCancelWithoutLooking(int status, String after, String outcome) throws Exception {
        xendit.on(CREATE, 201, request(ID, "CARDS", "REQUIRES_ACTION", ASKS + ABSENT))
                .on(CANCEL, status, status == 200 ? request(ID, "CARDS", "CANCELED", ABSENT) : error("X"))
                .on(FIND, 200, request(ID, "CARDS", after, ABSENT));

        assertThat(charge(Method.CARD, false).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"429", "404", "500", "0"})
    void isUnknownWhenNobodyCanLook(int status) throws Exception {
        xendit.on(CREATE, 201, request(ID, "CARDS", "REQUIRES_ACTION", ASKS + ABSENT))
                .on(CANCEL, 500, error("X"))
                .on(FIND, status, error("X"));

        assertThat(charge(Method.CARD, false)).isInstanceOf(Outcome.Unknown.class);
    }

    /** Not every account may skip the bank's question. */
    @Test
    void chargesWithoutSkippingWhereThatIsForbidden() throws Exception {
        xendit.on(CREATE, 403, error("SKIP_3DS_FORBIDDEN")).on(CREATE, 201, request(ID, "CARDS", "SUCCEEDED", ABSENT));

        assertThat(charge(Method.CARD, false)).isInstanceOf(Outcome.Succeeded.class);

        assertThat(xendit.sent()).hasSize(2);
        RecordedXendit.Sent second = xendit.sent().getLast();
        assertThat(second.json().path("channel_properties").has("skip_three_ds"))
                .isFalse();
        assertThat(second.json().path("reference_id").textValue()).isEqualTo(CHARGE);
        assertThat(second.headers().get("idempotency-key")).isNotEqualTo(CHARGE);
    }

    /** Xendit takes a reference of a card once, and answers a repeat with 409. */
    @Test
    void findsTheCardChargeThatWasSentBefore() throws Exception {
        xendit.on(CREATE, 409, error("DUPLICATE_ERROR"))
                .on(LIST, 200, list(request(ID, "CARDS", "SUCCEEDED", ABSENT)))
                .on(LIST, 200, list())
                .on(LIST, 429, error("RATE_LIMIT_EXCEEDED"));

        assertThat(charge(Method.CARD, false)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(charge(Method.CARD, false)).isInstanceOf(Outcome.Unknown.class);
        assertThat(charge(Method.CARD, false)).isInstanceOf(Outcome.Unknown.class);
    }

    /** Xendit takes any number of charges of a wallet with the same reference. */
    @Test
    void asksForAnEarlierChargeBeforeItChargesAWallet() throws Exception {
        xendit.on(LIST, 200, list())
                .on(LIST, 200, list(request(ID, "OVO", "SUCCEEDED", ABSENT)))
                .on(LIST, 500, error("SERVER_ERROR"))
                .on(CREATE, 201, request(ID, "OVO", "SUCCEEDED", ABSENT));

        assertThat(charge(Method.OVO, false)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(charge(Method.OVO, false)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(charge(Method.OVO, false)).isInstanceOf(Outcome.Unknown.class);

        List<RecordedXendit.Sent> created = xendit.sent().stream()
                .filter(sent -> sent.method().equals("POST"))
                .toList();
        assertThat(created).hasSize(1);
        JsonNode properties = created.getFirst().json().path("channel_properties");
        assertThat(properties.has("card_on_file_type")).isFalse();
        assertThat(properties.has("skip_three_ds")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, Declined[code=INSUFFICIENT_BALANCE",
        "EXPIRED, Declined[code=expired",
        "SUCCEEDED, Succeeded[",
        "PENDING, Pending[",
        "SOMETHING, Unknown["
    })
    void queriesAChargeThatHasNoPage(String status, String outcome) throws Exception {
        String request = request(ID, "CARDS", status, ",\"failure_code\":\"INSUFFICIENT_BALANCE\"" + ABSENT);
        xendit.on(FIND, 200, request).on(LIST, 200, list(request));

        assertThat(query(ID).toString()).startsWith(outcome);
        assertThat(query(null).toString()).startsWith(outcome);
    }

    /** The answer was lost, and with it that the bank asks. */
    @Test
    void endsAStuckChargeWhenItIsQueried() throws Exception {
        xendit.on(LIST, 200, list(request(ID, "CARDS", "REQUIRES_ACTION", ABSENT)))
                .on(CANCEL, 200, request(ID, "CARDS", "CANCELED", ABSENT))
                .on(FIND, 200, request(ID, "CARDS", "CANCELED", ABSENT));

        assertThat(query(null).toString()).startsWith("Declined[code=action_required");
    }

    @Test
    void waitsForAnOwnerWhoIsThere() throws Exception {
        xendit.on(FIND, 200, request(ID, "CARDS", "REQUIRES_ACTION", PRESENT));

        assertThat(query(ID)).isInstanceOf(Outcome.Pending.class);
        assertThat(xendit.sent()).hasSize(1);
    }

    @Test
    void cancelsAChargeThatWaitsForItsOwner() throws Exception {
        xendit.on(CANCEL, 200, request(ID, "CARDS", "CANCELED", PRESENT))
                .on(FIND, 200, request(ID, "CARDS", "CANCELED", PRESENT))
                .on(FIND, 200, request(ID, "CARDS", "SUCCEEDED", PRESENT));

        assertThat(cancel()).isEqualTo(Outcome.Succeeded.done());
        assertThat(cancel().toString()).startsWith("Rejected[code=already_paid");
    }

    @Test
    void trustsNoChargeOfAnother() throws Exception {
        xendit.on(FIND, 200, request(ID, "CARDS", "SUCCEEDED", ABSENT).replace(CHARGE, "att_other"));

        assertThat(query(ID)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void refusesOtherCurrencies() throws Exception {
        Command.ChargeStored rupiah = chargeStored(stored(Method.CARD), false);
        Command.ChargeStored dollars = new Command.ChargeStored(
                TENANT, CHARGE, rupiah.stored(), 100, "USD", null, null, "cus_1", false, "https://x", null);

        assertThat(xendit.handle(dollars).toString()).startsWith("Rejected[code=currency_not_supported");
        assertThat(xendit.sent()).isEmpty();
    }

    private Outcome charge(Method method, boolean isBuyerPresent) throws Exception {
        return xendit.handle(chargeStored(stored(method), isBuyerPresent));
    }

    private Outcome query(@Nullable String id) throws Exception {
        return xendit.handle(new Command.QueryStatus(TENANT, reference(Method.CARD, id), false));
    }

    private Outcome cancel() throws Exception {
        return xendit.handle(new Command.Cancel(TENANT, reference(Method.CARD, ID)));
    }
}
