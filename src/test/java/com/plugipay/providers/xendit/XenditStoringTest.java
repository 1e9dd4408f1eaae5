package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CHARGE;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.TOKEN_ID;
import static com.plugipay.providers.xendit.RecordedXendit.cardToken;
import static com.plugipay.providers.xendit.RecordedXendit.charge;
import static com.plugipay.providers.xendit.RecordedXendit.error;
import static com.plugipay.providers.xendit.RecordedXendit.reference;
import static com.plugipay.providers.xendit.RecordedXendit.request;
import static com.plugipay.providers.xendit.RecordedXendit.savingCharge;
import static com.plugipay.providers.xendit.RecordedXendit.session;
import static com.plugipay.providers.xendit.RecordedXendit.setup;
import static com.plugipay.providers.xendit.RecordedXendit.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.secrets.Secret;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Storing payment methods at Xendit, with a payment or without. */
class XenditStoringTest {
    private static final String SESSION = "ps-6741f0aa9d3c2b10e4a7c001";
    private static final String FIND_SESSION = "GET /sessions/" + SESSION;
    private static final String REQUEST = "pr-0e0f3a52-6a4c-4a53-9a27-1f3c0b6d2a10";
    private static final String TOKEN = "GET /v3/payment_tokens/" + TOKEN_ID;
    private static final StoredMethod VISA =
            new StoredMethod(new Secret(TOKEN_ID), Method.CARD, "Visa •••• 1111", "visa", "1111", 9, 2028, Map.of());

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

    @ParameterizedTest
    @CsvSource({"CARD, CARDS", "OVO, OVO"})
    void storesWithAPayment(Method method, String channel) throws Exception {
        xendit.on("POST /sessions", 201, session("ACTIVE", null));

        assertThat(xendit.handle(savingCharge(method))).isInstanceOf(Outcome.NeedsAction.class);

        RecordedXendit.Sent sent = xendit.sent().getFirst();
        JsonNode body = sent.json();
        assertThat(body.path("session_type").textValue()).isEqualTo("PAY");
        assertThat(body.path("amount").intValue()).isEqualTo(150_000);
        assertThat(body.path("allow_save_payment_method").textValue()).isEqualTo("FORCED");
        assertThat(body.path("allowed_payment_channels").toString()).isEqualTo("[\"" + channel + "\"]");
        assertCustomer(body, "Budi S Santoso");
        assertThat(body.at("/channel_properties/cards/card_on_file_type").textValue())
                .isEqualTo(method == Method.CARD ? "MERCHANT_UNSCHEDULED" : null);
        assertThat(sent.headers().get("idempotency-key")).isNull();
    }

    @Test
    void storesNothingUnlessAsked() throws Exception {
        xendit.on("POST /sessions", 201, session("ACTIVE", null));

        xendit.handle(charge(Method.CARD));

        JsonNode body = xendit.sent().getFirst().json();
        assertThat(body.has("allow_save_payment_method")).isFalse();
        assertThat(body.has("customer")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"CARD, CARDS", "OVO, OVO"})
    void storesWithoutAPayment(Method method, String channel) throws Exception {
        xendit.on("POST /sessions", 201, session("ACTIVE", null));

        assertThat(xendit.handle(setup(method)))
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.providerReference()).isEqualTo(SESSION));

        JsonNode body = xendit.sent().getFirst().json();
        assertThat(body.path("session_type").textValue()).isEqualTo("SAVE");
        assertThat(body.path("amount").toString()).isEqualTo("0");
        assertThat(body.path("reference_id").textValue()).isEqualTo(CHARGE);
        assertThat(body.has("capture_method")).isFalse();
        assertThat(body.has("allow_save_payment_method")).isFalse();
        assertThat(body.path("allowed_payment_channels").toString()).isEqualTo("[\"" + channel + "\"]");
        assertCustomer(body, "Budi S Santoso");
    }

    /** Xendit takes the reference of a customer once, and only letters and digits. */
    private static void assertCustomer(JsonNode body, String name) {
        JsonNode customer = body.path("customer");
        assertThat(customer.path("reference_id").textValue())
                .matches("cus01J9ZQ7K5VQ2N8R3T4W6X7Y8ZB[A-Za-z0-9]{30,60}");
        assertThat(customer.path("type").textValue()).isEqualTo("INDIVIDUAL");
        assertThat(customer.at("/individual_detail/given_names").textValue()).isEqualTo(name);
        assertThat(customer.path("email").textValue()).isEqualTo("budi@example.com");
    }

    @Test
    void namesACustomerThatIsAlwaysNewAndLeavesOutWhatXenditRefuses() throws Exception {
        xendit.on("POST /sessions", 201, session("ACTIVE", null));
        Command.Setup setup = setup(Method.CARD);
        Command.Buyer odd = new Command.Buyer("李", "b".repeat(60) + "@example.com", "0812");

        xendit.handle(setup);
        xendit.clock.advance(Duration.ofMillis(1));
        xendit.handle(
                new Command.Setup(TENANT, CHARGE, Method.CARD, "IDR", setup.savedFor(), odd, setup.returnUrl(), null));

        JsonNode first = xendit.sent().getFirst().json().path("customer");
        JsonNode second = xendit.sent().getLast().json().path("customer");
        assertThat(second.path("reference_id")).isNotEqualTo(first.path("reference_id"));
        assertThat(first.path("mobile_number").textValue()).isEqualTo("+6281234567890");
        assertThat(second.has("mobile_number")).isFalse();
        assertThat(second.has("email")).isFalse();
        assertThat(second.at("/individual_detail/given_names").textValue()).isEqualTo("Customer");
    }

    @ParameterizedTest
    @EnumSource(names = {"QRIS", "BCA_VA", "GOPAY", "DANA", "ALFAMART", "PAYPAL"})
    void refusesWhatXenditDoesNotStore(Method method) throws Exception {
        assertThat(xendit.handle(setup(method))).isEqualTo(Outcome.Rejected.NOT_STORABLE);
        assertThat(xendit.handle(savingCharge(method))).isInstanceOf(Outcome.Rejected.class);
        assertThat(xendit.handle(RecordedXendit.chargeStored(stored(method), false)))
                .isEqualTo(Outcome.Rejected.NOT_STORABLE);
        assertThat(xendit.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_PAYMENT_CHANNEL, Rejected",
        "401, INVALID_API_KEY, Rejected",
        "409, DUPLICATE_ERROR, Rejected",
        "429, RATE_LIMIT_EXCEEDED, NotDone",
        "500, SERVER_ERROR, Unknown",
        "0, '', Unknown"
    })
    void distinguishesRefusedSetups(int status, String code, String outcome) throws Exception {
        xendit.on("POST /sessions", status, error(code));

        assertThat(xendit.handle(setup(Method.CARD)).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(xendit.sent()).hasSize(1);
    }

    @Test
    void knowsWhatWasStoredWithAPayment() throws Exception {
        xendit.on(FIND_SESSION, 200, withToken(session("COMPLETED", REQUEST)))
                .on("GET /v3/payment_requests/" + REQUEST, 200, request(REQUEST, "CARDS", "SUCCEEDED", ""))
                .on(TOKEN, 200, cardToken("ACTIVE"));

        assertThat(query(Method.CARD, 150_000, SESSION)).isInstanceOfSatisfying(Outcome.Succeeded.class, paid -> {
            assertThat(paid.stored()).isEqualTo(VISA);
            assertThat(paid.amount()).isEqualTo(150_000);
            assertThat(paid.providerData().toString()).doesNotContain(TOKEN_ID);
        });
    }

    @ParameterizedTest
    @CsvSource({"200, FAILED", "200, PENDING", "404, ACTIVE", "500, ACTIVE", "0, ACTIVE"})
    void isPaidWhateverBecameOfTheToken(int status, String token) throws Exception {
        xendit.on(FIND_SESSION, 200, withToken(session("COMPLETED", REQUEST)))
                .on("GET /v3/payment_requests/" + REQUEST, 200, request(REQUEST, "CARDS", "SUCCEEDED", ""))
                .on(TOKEN, status, cardToken(token));

        assertThat(query(Method.CARD, 150_000, SESSION))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        paid -> assertThat(paid.stored()).isNull());
    }

    @Test
    void knowsHowASetupEnds() throws Exception {
        xendit.on(FIND_SESSION, 200, withToken(session("COMPLETED", null))).on(TOKEN, 200, cardToken("ACTIVE"));

        assertThat(query(Method.CARD, 0, SESSION))
                .isEqualTo(new Outcome.Succeeded(SESSION, 0, "IDR", null, Map.of("paymentSessionId", SESSION), VISA));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "ACTIVE, NULL, Pending[",
                "EXPIRED, NULL, Declined[code=expired",
                "CANCELED, NULL, Declined[code=canceled",
                "COMPLETED, NULL, Unknown[",
                "ACTIVE, REQUIRES_ACTION, Pending[",
                "COMPLETED, PENDING, Pending[",
                "COMPLETED, FAILED, Declined[code=AUTHENTICATION_FAILED",
                "EXPIRED, FAILED, Declined[code=AUTHENTICATION_FAILED",
                "COMPLETED, SOMETHING, Unknown["
            },
            nullValues = "NULL")
    void mapsEveryStatusOfASetup(String page, @Nullable String token, String outcome) throws Exception {
        String session = session(page, null);
        xendit.on(FIND_SESSION, 200, token == null ? session : withToken(session))
                .on(TOKEN, 200, cardToken(String.valueOf(token)));

        assertThat(query(Method.CARD, 0, SESSION).toString()).startsWith(outcome);
    }

    @Test
    void letsTheBuyerTryAgainToStore() throws Exception {
        xendit.on(FIND_SESSION, 200, withToken(session("ACTIVE", null))).on(TOKEN, 200, cardToken("FAILED"));

        assertThat(query(Method.CARD, 0, SESSION))
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        open -> assertThat(open.lastTry()).hasNoNullFieldsOrPropertiesExcept("providerCode"));
    }

    @Test
    void trustsNoPageOfAnotherSetup() throws Exception {
        xendit.on(FIND_SESSION, 200, withToken(session("COMPLETED", null)).replace(CHARGE, "att_other"))
                .on(TOKEN, 200, cardToken("ACTIVE"));

        assertThat(query(Method.CARD, 0, SESSION)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void isCertainOnlyLaterThatASetupWithALostAnswerIsOver() throws Exception {
        String young = Ids.at(xendit.clock.instant(), "att");
        ChargeReference setup = new ChargeReference(young, Method.CARD, 0, "IDR", null, Map.of());

        assertThat(xendit.handle(new Command.QueryStatus(TENANT, setup, false))).isInstanceOf(Outcome.Unknown.class);
        xendit.clock.advance(Duration.ofMinutes(6));
        assertThat(xendit.handle(new Command.QueryStatus(TENANT, setup, false))).isInstanceOf(Outcome.Declined.class);
    }

    @Test
    void cancelsASetup() throws Exception {
        xendit.on("POST /sessions/" + SESSION + "/cancel", 200, session("CANCELED", null))
                .on(FIND_SESSION, 200, session("CANCELED", null));
        ChargeReference setup = new ChargeReference(CHARGE, Method.CARD, 0, "IDR", SESSION, Map.of());

        assertThat(xendit.handle(new Command.Cancel(TENANT, setup))).isEqualTo(Outcome.Succeeded.done());
    }

    private Outcome query(Method method, long amount, String id) throws Exception {
        ChargeReference known = reference(method, id);
        return xendit.handle(new Command.QueryStatus(
                TENANT,
                new ChargeReference(CHARGE, method, amount, "IDR", known.providerReference(), Map.of()),
                false));
    }

    private static String withToken(String session) {
        return session.replace("\"payment_token_id\":null", "\"payment_token_id\":\"" + TOKEN_ID + '"');
    }
}
