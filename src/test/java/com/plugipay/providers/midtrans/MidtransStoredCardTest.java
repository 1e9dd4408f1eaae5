package com.plugipay.providers.midtrans;

import static com.plugipay.providers.midtrans.RecordedMidtrans.CHARGE;
import static com.plugipay.providers.midtrans.RecordedMidtrans.NOW;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TEST;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TRANSACTION;
import static com.plugipay.providers.midtrans.RecordedMidtrans.charge;
import static com.plugipay.providers.midtrans.RecordedMidtrans.reference;
import static com.plugipay.providers.midtrans.RecordedMidtrans.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A card is stored with its payment, and charged again with or without its owner. */
class MidtransStoredCardTest {
    private static final String CORE = "POST /core/v2/charge";
    private static final String STATUS = "GET /core/v2/" + CHARGE + "/status";
    private static final String CANCEL = "POST /core/v2/" + CHARGE + "/cancel";
    private static final String NO_ORDER = "{'status_code':'404','status_message':'Transaction doesn\\u0027t exist.'}";
    private static final String TOKEN = "481111xDUgxnnredRMAXuklkvAON1114";
    private static final StoredMethod CARD = new StoredMethod(
            new Secret(TOKEN),
            Method.CARD,
            "Visa •••• 1114",
            "visa",
            "1114",
            12,
            2027,
            Map.of("tokenExpiresAt", "2027-12-31T00:00:00Z"));

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @Test
    void asksSnapToStoreTheCard() {
        midtrans.on("POST /snap/v1/transactions", 201, "{'token':'d379','redirect_url':'https://app.example/d379'}");
        assertThat(midtrans.ask(saving(Method.CARD))).isInstanceOf(Outcome.NeedsAction.class);
        assertThat(sent().path("user_id").asText()).isEqualTo("cus_1");
        assertThat(sent().path("credit_card")).isEqualTo(json("{'secure':true,'save_card':true}"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"QRIS", "GOPAY", "BCA_VA", "DANA"})
    void storesNothingElseWithAPayment(Method method) {
        assertThat(midtrans.ask(saving(method))).isEqualTo(Outcome.Rejected.NOT_STORABLE);
        assertThat(midtrans.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "48111111-1114, visa, Visa •••• 1114, 1114",
        "521111-1117, mastercard, Mastercard •••• 1117, 1117",
        "27201111-0001, mastercard, Mastercard •••• 0001, 0001",
        "378282-0005, amex, American Express •••• 0005, 0005",
        "35301111-0000, jcb, JCB •••• 0000, 0000",
        "99999999-1111, , Card •••• 1111, 1111",
        "damaged, , Card, "
    })
    void readsTheStoredCard(String masked, String brand, String label, String last4) {
        midtrans.on(STATUS, 200, card("200", "capture", """
                'masked_card':'%s','saved_token_id':'%s','saved_token_id_expired_at':'2027-12-31 07:00:00'""".formatted(masked, TOKEN)));
        Outcome.Succeeded paid = (Outcome.Succeeded) midtrans.ask(query(reference(Method.CARD, CHARGE, Map.of())));
        assertThat(paid.stored())
                .isEqualTo(new StoredMethod(
                        new Secret(TOKEN), Method.CARD, label, brand, last4, 12, 2027, CARD.providerData()));
        assertThat(paid.toString()).doesNotContain(TOKEN);
        assertThat(paid.providerData().values()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'saved_token_id':null", "'saved_token_id':''", "'saved_token_id':'a/b'"})
    void readsNoCardWhereNoneIsStored(String fields) {
        midtrans.on(STATUS, 200, card("200", "capture", fields));
        assertThat(((Outcome.Succeeded) midtrans.ask(query(reference(Method.CARD, CHARGE, Map.of())))).stored())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"false, merchant", "true, customer"})
    void chargesTheTokenAsDocumented(boolean present, String initiator) {
        midtrans.on(CORE, 200, card("200", "capture", ""));
        assertThat(midtrans.ask(stored(present)))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        paid -> assertThat(paid.amount()).isEqualTo(150_000));
        assertThat(sent()).isEqualTo(json("""
                {'transaction_details':{'order_id':'%s','gross_amount':150000},
                 'item_details':[{'id':'%s','price':150000,'quantity':1,'name':'Kopi susu'}],
                 'payment_type':'credit_card',
                 'credit_card':{'token_id':'%s','authentication':false,'initiated_by':'%s'}}""".formatted(CHARGE, CHARGE, TOKEN, initiator)));
        assertThat(midtrans.requests.getFirst().headers().get("Idempotency-Key"))
                .isEqualTo(CHARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "05, denied, false",
        "51, insufficient_funds, false",
        "1A, action_required, false",
        "04, card_stolen, true",
        "07, card_stolen, true",
        "41, card_stolen, true",
        "43, card_stolen, true",
        "54, expired_card, true",
        "46, account_closed, true",
        "R1, payment_method_revoked, true"
    })
    void sortsTheCodesOfTheBanks(String bankCode, String code, boolean neverAgain) {
        midtrans.on(CORE, 200, card("202", "deny", "'channel_response_code':'" + bankCode + "'"));
        assertThat(midtrans.ask(stored(false)))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo(code));
        assertThat(DeclineCodes.isNeverAgain(code)).isEqualTo(neverAgain);
    }

    @Test
    void sendsAPresentOwnerToTheBank() {
        midtrans.on(CORE, 200, card("201", "pending", "'redirect_url':'https://bank.example/3ds'"));
        assertThat(midtrans.ask(stored(true))).isInstanceOfSatisfying(Outcome.NeedsAction.class, needs -> {
            assertThat(needs.nextAction())
                    .isEqualTo(new NextAction.Redirect("https://bank.example/3ds", NOW.plusSeconds(900)));
            assertThat(needs.providerReference()).isEqualTo(TRANSACTION);
        });
    }

    @Test
    void cancelsWhatAnAbsentOwnerWouldHaveToConfirm() {
        midtrans.on(CORE, 200, card("201", "pending", "'redirect_url':'https://bank.example/3ds'"))
                .on(CANCEL, 200, card("200", "cancel", ""));
        assertThat(code(stored(false))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        assertThat(midtrans.requests()).containsExactly(CORE, CANCEL);
    }

    @Test
    void doesNotSayThatItIsDeclinedBeforeItIsCanceled() {
        midtrans.on(CORE, 200, card("201", "pending", "'redirect_url':'https://bank.example/3ds'"))
                .lose(CANCEL)
                .on(STATUS, 200, card("201", "pending", ""));
        assertThat(midtrans.ask(stored(false))).isInstanceOf(Outcome.Unknown.class);

        midtrans.on(STATUS, 200, card("201", "pending", ""))
                .on(CANCEL, 412, "{'status_code':'412','status_message':'No'}")
                .on(STATUS, 200, card("200", "cancel", ""));
        assertThat(code(query(stored(false), null))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
    }

    @Test
    void looksUpARepeatedCharge() {
        midtrans.on(CORE, 200, "{'status_code':'406','status_message':'Duplicate order ID.'}")
                .on(STATUS, 200, card("200", "capture", ""));
        assertThat(midtrans.ask(stored(false))).isInstanceOf(Outcome.Succeeded.class);
        midtrans.on(CORE, 200, "{'status_code':'406','status_message':'Duplicate order ID.'}")
                .on(STATUS, 200, card("200", "cancel", ""));
        assertThat(code(stored(false))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        midtrans.on(CORE, 406, "{'status_code':'406','status_message':'Duplicate order ID.'}")
                .on(STATUS, 404, NO_ORDER);
        assertThat(midtrans.ask(stored(false))).isInstanceOf(Outcome.Unknown.class);
    }

    /** The first request may have taken the money before the token ended. */
    @ParameterizedTest
    @CsvSource({"402, method_not_enabled", "411, payment_method_revoked"})
    void looksUpARefusedCharge(int status, String code) {
        String refusal = "{'status_code':'" + status + "','status_message':'No'}";
        midtrans.on(CORE, 200, refusal).on(STATUS, 200, card("200", "settlement", ""));
        assertThat(midtrans.ask(stored(false))).isInstanceOf(Outcome.Succeeded.class);
        midtrans.on(CORE, 200, refusal).on(STATUS, 404, NO_ORDER);
        assertThat(code(stored(false))).isEqualTo(code);
        midtrans.on(CORE, 200, refusal).on(STATUS, 502, "").on(STATUS, 502, "");
        assertThat(midtrans.ask(stored(false))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void aChargeThatIsNotFoundMayBeOnItsWay() {
        midtrans.lose(CORE).on(STATUS, 404, NO_ORDER).on(STATUS, 404, NO_ORDER);
        assertThat(midtrans.ask(stored(false))).isInstanceOf(Outcome.Unknown.class);
        Command.ChargeStored young = stored(Ids.at(NOW.minusSeconds(10), "att"), CARD, false);
        midtrans.on("GET /core/v2/" + young.chargeId() + "/status", 404, NO_ORDER);
        assertThat(midtrans.ask(query(young, null))).isInstanceOf(Outcome.Unknown.class);
        Command.ChargeStored old = stored(Ids.at(NOW.minus(Duration.ofMinutes(3)), "att"), CARD, false);
        midtrans.on("GET /core/v2/" + old.chargeId() + "/status", 404, NO_ORDER);
        assertThat(code(query(old, null))).isEqualTo("not_found");
        midtrans.on("GET /core/v2/" + old.chargeId() + "/status", 404, NO_ORDER);
        assertThat(midtrans.ask(query(old, TRANSACTION))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void endsWithItsToken() {
        assertThat(midtrans.ask(new Command.QueryStored(TEST, CARD)))
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        good -> assertThat(good.stored()).isEqualTo(CARD));
        assertThat(code(new Command.QueryStored(TEST, ending(NOW)))).isEqualTo(DeclineCodes.EXPIRED_CARD);
        midtrans.on(CORE, 411, "{'status_code':'411','status_message':'Token id is missing'}")
                .on(STATUS, 404, NO_ORDER);
        assertThat(code(stored(CHARGE, ending(NOW), false))).isEqualTo(DeclineCodes.EXPIRED_CARD);
        assertThat(midtrans.ask(new Command.DeleteStored(TEST, CARD))).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void isNotStoredWithoutAPayment() {
        assertThat(midtrans.ask(new Command.Setup(
                        TEST, CHARGE, Method.CARD, "IDR", "cus_1", null, "https://toko.example/kembali", null)))
                .isEqualTo(Outcome.Rejected.NOT_STORABLE);
        assertThat(midtrans.requests).isEmpty();
    }

    private static StoredMethod ending(Instant at) {
        return new StoredMethod(
                CARD.token(),
                Method.CARD,
                CARD.label(),
                CARD.brand(),
                CARD.last4(),
                CARD.expMonth(),
                CARD.expYear(),
                Map.of("tokenExpiresAt", at.toString()));
    }

    private static Command.Charge saving(Method method) {
        Command.Charge charge = charge(method);
        return new Command.Charge(
                TEST, CHARGE, method, 150_000, "IDR", null, null, charge.returnUrl(), charge.expiresAt(), "cus_1");
    }

    private static Command.ChargeStored stored(boolean present) {
        return stored(CHARGE, CARD, present);
    }

    private static Command.ChargeStored stored(String chargeId, StoredMethod method, boolean present) {
        return new Command.ChargeStored(
                TEST,
                chargeId,
                method,
                150_000,
                "IDR",
                "Kopi susu",
                null,
                "cus_1",
                present,
                "https://toko.example/kembali",
                NOW.plusSeconds(900));
    }

    private static Command query(ChargeReference charge) {
        return new Command.QueryStatus(TEST, charge, false);
    }

    private static Command query(Command.ChargeStored charge, @Nullable String reference) {
        ChargeReference of = new ChargeReference(charge.chargeId(), Method.CARD, 150_000, "IDR", reference, Map.of());
        return new Command.QueryStatus(TEST, of, false, null, charge);
    }

    private String code(Command command) {
        return switch (midtrans.ask(command)) {
            case Outcome.Declined declined -> declined.code();
            case Outcome.Rejected rejected -> rejected.code();
            case Outcome other -> other.toString();
        };
    }

    private static String card(String code, String status, String more) {
        return status(code, status, more).replace("\"qris\"", "\"credit_card\"");
    }

    private JsonNode sent() {
        return midtrans.requests.getFirst().body();
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'), JsonNode.class);
    }
}
