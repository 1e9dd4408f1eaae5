package com.plugipay.providers.midtrans;

import static com.plugipay.providers.midtrans.RecordedMidtrans.CHARGE;
import static com.plugipay.providers.midtrans.RecordedMidtrans.NOW;
import static com.plugipay.providers.midtrans.RecordedMidtrans.TEST;
import static com.plugipay.providers.midtrans.RecordedMidtrans.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.secrets.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Linked GoPay accounts, against answers from Midtrans's documentation. */
class MidtransGoPayAccountsTest {
    private static final String ID = "00000269-7836-49e5-bc65-e592afafec14";
    private static final String LINK = "POST /core/v2/pay/account";
    private static final String ACCOUNT = "GET /core/v2/pay/account/" + ID;
    private static final String UNBIND = "POST /core/v2/pay/account/" + ID + "/unbind";
    private static final String CORE = "POST /core/v2/charge";
    private static final String STATUS = "GET /core/v2/" + CHARGE + "/status";
    private static final String NO_ORDER = "{'status_code':'404','status_message':'No'}";
    private static final StoredMethod GOPAY =
            new StoredMethod(new Secret(ID), Method.GOPAY, "GoPay •••• 5678", null, null, null, null, Map.of());
    private static final String ENABLED = """
            {'status_code':'200','payment_type':'gopay','account_id':'%s','account_status':'ENABLED',
             'metadata':{'payment_options':[
              {'name':'PAY_LATER','active':true,'balance':{'value':'350000.00','currency':'IDR'},'token':'bGF0ZXI='},
              {'name':'GOPAY_WALLET','active':%s,'balance':{'value':'1000000.00','currency':'IDR'},'token':'d2FsbGV0=='}]}}""";

    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+6281212345678", "081212345678", "6281212345678", "+62 812-1234-5678", "81212345678"})
    void linksAsDocumented(String phone) {
        midtrans.on(LINK, 201, """
                {'status_code':'201','payment_type':'gopay','account_id':'%s','account_status':'PENDING','actions':[
                 {'name':'activation-link-app','method':'GET','url':'https://api.midtrans.com/v2/gopay/redirect/a/link'},
                 {'name':'activation-link-url','method':'GET','url':'https://api.midtrans.com/v2/gopay/redirect/u/link'}]}""".formatted(ID));
        assertThat(midtrans.ask(setup(phone)))
                .isEqualTo(new Outcome.NeedsAction(
                        ID,
                        new NextAction.Redirect(
                                "https://api.midtrans.com/v2/gopay/redirect/u/link", NOW.plusSeconds(900)),
                        Map.of("phoneEnd", "5678")));
        assertThat(midtrans.requests.getFirst().body()).isEqualTo(json("""
                {'payment_type':'gopay','gopay_partner':{'phone_number':'81212345678','country_code':'62',
                 'redirect_url':'https://toko.example/kembali'}}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+1 555 0100", "+628", "+62 21 5551234", "0812345678901234567"})
    void needsAnIndonesianTelephoneNumber(String phone) {
        assertThat(code(setup(phone))).isEqualTo("phone_required");
        assertThat(code(setup(null))).isEqualTo("phone_required");
        assertThat(midtrans.requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"201, PENDING, Pending", "204, EXPIRED, expired", "204, DISABLED, payment_method_revoked"})
    void readsHowASetupEnds(String status, String account, String result) {
        midtrans.on(ACCOUNT, 200, account(status, account));
        Outcome outcome = midtrans.ask(setupStatus(ID));
        assertThat(
                        outcome instanceof Outcome.Declined declined
                                ? declined.code()
                                : outcome.getClass().getSimpleName())
                .isEqualTo(result);
    }

    @Test
    void storesTheLinkedAccount() {
        midtrans.on(ACCOUNT, 200, ENABLED.formatted(ID, true));
        assertThat(midtrans.ask(setupStatus(ID))).isEqualTo(new Outcome.Succeeded(ID, 0, "IDR", null, Map.of(), GOPAY));
        assertThat(code(setupStatus(null))).isEqualTo("not_found");
        midtrans.on(LINK, 200, "{'status_code':'202','channel_response_code':'1001','account_id':'" + ID + "'}");
        assertThat(code(setup("081212345678"))).isEqualTo("denied");
        midtrans.on(ACCOUNT, 500, "").on(ACCOUNT, 500, "");
        assertThat(midtrans.ask(setupStatus(ID))).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void chargesTheWalletAsItIsNow(boolean present) {
        midtrans.on(ACCOUNT, 200, ENABLED.formatted(ID, true)).on(CORE, 200, gopay("200", "settlement", ""));
        assertThat(midtrans.ask(charge(present))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(midtrans.requests.getLast().body().path("gopay")).isEqualTo(json("""
                {'callback_url':'https://toko.example/kembali','enable_callback':true,'account_id':'%s',
                 'payment_option_token':'d2FsbGV0==','recurring':%s}""".formatted(ID, !present)));
    }

    @Test
    void asksItsOwnerOnlyWhenThere() {
        String pending = gopay(
                "201", "pending", "'actions':[{'name':'verification-link-url','url':'https://gopay.example/pin'}]");
        midtrans.on(ACCOUNT, 200, ENABLED.formatted(ID, true)).on(CORE, 200, pending);
        assertThat(midtrans.ask(charge(true)))
                .isInstanceOfSatisfying(
                        Outcome.NeedsAction.class,
                        needs -> assertThat(needs.nextAction())
                                .isEqualTo(new NextAction.Redirect("https://gopay.example/pin", NOW.plusSeconds(900))));
        midtrans.on(ACCOUNT, 200, ENABLED.formatted(ID, true))
                .on(CORE, 200, pending)
                .on("POST /core/v2/" + CHARGE + "/cancel", 200, gopay("200", "cancel", ""));
        assertThat(code(charge(false))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
    }

    @Test
    void isDeclinedWithoutMoneyOrLink() {
        midtrans.on(ACCOUNT, 200, ENABLED.formatted(ID, true))
                .on(CORE, 200, gopay("202", "deny", "'channel_response_code':'201'"));
        assertThat(code(charge(false))).isEqualTo("insufficient_funds");
        midtrans.on(ACCOUNT, 200, ENABLED.formatted(ID, false)).on(STATUS, 404, NO_ORDER);
        assertThat(code(charge(false))).isEqualTo("denied");
        midtrans.on(ACCOUNT, 200, account("204", "DISABLED")).on(STATUS, 404, NO_ORDER);
        assertThat(code(charge(false))).isEqualTo(DeclineCodes.METHOD_REVOKED);
        // An earlier request has taken the money.
        midtrans.on(ACCOUNT, 404, NO_ORDER).on(STATUS, 200, gopay("200", "settlement", ""));
        assertThat(midtrans.ask(charge(false))).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void unlinksOnce() {
        Command deletion = new Command.DeleteStored(TEST, GOPAY);
        String refused = "{'status_code':'202','channel_response_code':'1001'}";
        midtrans.on(UNBIND, 200, account("204", "DISABLED"))
                .on(UNBIND, 404, NO_ORDER)
                .on(UNBIND, 200, refused)
                .on(ACCOUNT, 200, account("204", "DISABLED"))
                .on(UNBIND, 200, refused)
                .on(ACCOUNT, 200, ENABLED.formatted(ID, true));
        assertThat(midtrans.ask(deletion)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(midtrans.ask(deletion)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(midtrans.ask(deletion)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(midtrans.ask(deletion)).isInstanceOf(Outcome.Declined.class);
    }

    private static Command.Setup setup(@Nullable String phone) {
        return new Command.Setup(
                TEST,
                CHARGE,
                Method.GOPAY,
                "IDR",
                "cus_1",
                new Command.Buyer("Budi", null, phone),
                "https://toko.example/kembali",
                NOW.plusSeconds(900));
    }

    private static Command setupStatus(@Nullable String reference) {
        return new Command.QueryStatus(
                TEST, new ChargeReference(CHARGE, Method.GOPAY, 0, "IDR", reference, Map.of("phoneEnd", "5678")), true);
    }

    private static Command.ChargeStored charge(boolean present) {
        return new Command.ChargeStored(
                TEST,
                CHARGE,
                GOPAY,
                150_000,
                "IDR",
                null,
                null,
                "cus_1",
                present,
                "https://toko.example/kembali",
                NOW.plusSeconds(900));
    }

    private static String account(String code, String status) {
        return "{'status_code':'" + code + "','payment_type':'gopay','account_id':'" + ID + "','account_status':'"
                + status + "'}";
    }

    private static String gopay(String code, String status, String more) {
        return status(code, status, more).replace("\"qris\"", "\"gopay\"");
    }

    private String code(Command command) {
        return switch (midtrans.ask(command)) {
            case Outcome.Declined declined -> declined.code();
            case Outcome.Rejected rejected -> rejected.code();
            case Outcome other -> other.toString();
        };
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'), JsonNode.class);
    }
}
