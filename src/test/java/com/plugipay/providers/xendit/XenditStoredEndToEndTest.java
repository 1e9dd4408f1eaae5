package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CUSTOMER;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.StoringXendit.CARD;
import static com.plugipay.providers.xendit.StoringXendit.PHONE;
import static com.plugipay.providers.xendit.StoringXendit.RETURN_URL;
import static com.plugipay.providers.xendit.StoringXendit.chargeStored;
import static com.plugipay.providers.xendit.StoringXendit.newId;
import static com.plugipay.providers.xendit.StoringXendit.reference;
import static com.plugipay.providers.xendit.StoringXendit.setup;
import static com.plugipay.providers.xendit.StoringXendit.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The adapter and Xendit's stand-in together: a payment method is stored, charged and deleted. */
class XenditStoredEndToEndTest {
    @SuppressWarnings("NullAway.Init")
    private StoringXendit xendit;

    @BeforeEach
    void start() throws Exception {
        xendit = new StoringXendit();
    }

    @AfterEach
    void stop() throws Exception {
        xendit.close();
    }

    @Test
    void storesACardWithAPayment() throws Exception {
        Command.Charge charge = new Command.Charge(
                TENANT, newId(), Method.CARD, 150_000, "IDR", "Order 1", null, RETURN_URL, null, CUSTOMER);
        Outcome.NeedsAction page = (Outcome.NeedsAction) xendit.handle(charge);
        ChargeReference reference = reference(charge.chargeId(), Method.CARD, 150_000, page);
        assertThat(xendit.query(reference)).isInstanceOf(Outcome.Pending.class);

        xendit.pay(page, CARD);

        assertThat(xendit.query(reference)).isInstanceOfSatisfying(Outcome.Succeeded.class, paid -> {
            assertThat(paid.amount()).isEqualTo(150_000);
            assertThat(paid.stored())
                    .isNotNull()
                    .extracting(StoredMethod::label, StoredMethod::brand, StoredMethod::expYear)
                    .containsExactly("Visa •••• 1000", "visa", 2040);
        });
        assertThat(xendit.callbacks("payment_session.completed"))
                .hasSize(2)
                .anyMatch(event -> event instanceof CallbackEvent.OfCharge of
                        && charge.chargeId().equals(of.chargeId()))
                .anyMatch(event -> event instanceof CallbackEvent.OfStoredMethod of
                        && charge.chargeId().equals(of.chargeId()));
        assertThat(xendit.handle(chargeStored(newId(), stored(xendit.paid(reference)), false)))
                .isInstanceOf(Outcome.Succeeded.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"CARD", "OVO"})
    void storesWithoutAPaymentAndCharges(Method method) throws Exception {
        StoredMethod stored = xendit.setUp(method, method == Method.CARD ? CARD : PHONE);
        assertThat(stored.label()).isEqualTo(method == Method.CARD ? "Visa •••• 1000" : "OVO •••• 7890");
        assertThat(xendit.callbacks("payment_token.activation"))
                .singleElement()
                .isInstanceOfSatisfying(
                        CallbackEvent.OfStoredMethod.class,
                        of -> assertThat(of.token()).isEqualTo(stored.token()));
        Command.ChargeStored charge = chargeStored(newId(), stored, false);

        Outcome first = xendit.handle(charge);
        Outcome again = xendit.handle(charge);

        assertThat(first).isInstanceOf(Outcome.Succeeded.class);
        assertThat(again).isEqualTo(first);
        assertThat(xendit.taken()).isEqualTo(50_000);
        assertThat(xendit.query(reference(charge.chargeId(), method, 50_000, null)))
                .isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void knowsThatABuyerDidNotStore() throws Exception {
        Command.Setup setup = setup(Method.CARD);
        Outcome.NeedsAction page = (Outcome.NeedsAction) xendit.handle(setup);
        ChargeReference reference = reference(setup.chargeId(), Method.CARD, 0, page);
        String bank = xendit.pay(page, "4000000000002503");
        xendit.form(bank, Map.of("answer", "decline"));

        assertThat(xendit.query(reference)).isInstanceOf(Outcome.Pending.class);

        assertThat(xendit.handle(new Command.Cancel(TENANT, reference))).isEqualTo(Outcome.Succeeded.done());
        assertThat(xendit.query(reference)).isInstanceOf(Outcome.Declined.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0341, insufficient_funds, false",
        "9979, card_stolen, true",
        "0069, expired_card, true",
        "0404, payment_method_revoked, true",
        "3220, action_required, false"
    })
    void isDeclinedAsTheLastDigitsSay(String digits, String code, boolean neverAgain) throws Exception {
        StoredMethod stored = xendit.setUp(Method.CARD, "400000000000" + digits);
        Command.ChargeStored charge = chargeStored(newId(), stored, false);

        xendit.assertDeclined(xendit.handle(charge), code);

        assertThat(DeclineCodes.isNeverAgain(code)).isEqualTo(neverAgain);
        assertThat(xendit.taken()).isZero();
        if (!digits.equals("0404")) {
            xendit.assertDeclined(xendit.query(reference(charge.chargeId(), Method.CARD, 50_000, null)), code);
        }
        boolean hasEnded = digits.equals("0069") || digits.equals("0404");
        assertThat(xendit.handle(new Command.QueryStored(TENANT, stored)))
                .isInstanceOf(hasEnded ? Outcome.Declined.class : Outcome.Succeeded.class);
    }

    @Test
    void letsAnOwnerWhoIsThereConfirm() throws Exception {
        StoredMethod stored = xendit.setUp(Method.CARD, "4000000000003220");
        Command.ChargeStored charge = chargeStored(newId(), stored, true);

        Outcome.NeedsAction asked = (Outcome.NeedsAction) xendit.handle(charge);
        ChargeReference reference = reference(charge.chargeId(), Method.CARD, 50_000, asked);
        assertThat(xendit.query(reference)).isInstanceOf(Outcome.Pending.class);
        xendit.form(((NextAction.Redirect) asked.nextAction()).url(), Map.of("answer", "approve"));

        assertThat(xendit.query(reference)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(xendit.handle(new Command.Cancel(TENANT, reference)).toString())
                .contains("already_paid");
    }

    @Test
    void cancelsWhatWaitsForItsOwner() throws Exception {
        Command.ChargeStored charge = chargeStored(newId(), xendit.setUp(Method.CARD, "4000000000003220"), true);
        ChargeReference reference = reference(charge.chargeId(), Method.CARD, 50_000, xendit.handle(charge));

        assertThat(xendit.handle(new Command.Cancel(TENANT, reference))).isEqualTo(Outcome.Succeeded.done());

        xendit.assertDeclined(xendit.query(reference), "canceled");
        assertThat(xendit.taken()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"CARD", "OVO"})
    void chargesOnceWhenTheAnswerIsLost(Method method) throws Exception {
        StoredMethod stored = xendit.setUp(method, method == Method.CARD ? CARD : PHONE);
        Command.ChargeStored charge = chargeStored(newId(), stored, false);
        // For a wallet the list is asked for first: the answer to the charge itself is the second that is lost.
        xendit.faults("{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        if (method == Method.OVO) {
            assertThat(xendit.handle(charge)).isInstanceOf(Outcome.Succeeded.class);
        } else {
            assertThat(xendit.handle(charge)).isInstanceOf(Outcome.Unknown.class);
        }
        xendit.faults("{}");

        assertThat(xendit.query(reference(charge.chargeId(), method, 50_000, null)))
                .isInstanceOf(Outcome.Succeeded.class);
        assertThat(xendit.handle(charge)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(xendit.taken()).isEqualTo(50_000);
    }

    @Test
    void findsOutAfterALostAnswerThatTheOwnerIsNeeded() throws Exception {
        Command.ChargeStored charge = chargeStored(newId(), xendit.setUp(Method.CARD, "4000000000003220"), false);
        xendit.faults("{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        assertThat(xendit.handle(charge)).isInstanceOf(Outcome.Unknown.class);

        xendit.assertDeclined(
                xendit.query(reference(charge.chargeId(), Method.CARD, 50_000, null)), DeclineCodes.ACTION_REQUIRED);
        xendit.assertDeclined(xendit.handle(charge), DeclineCodes.ACTION_REQUIRED);
        assertThat(xendit.taken()).isZero();
    }

    @Test
    void deletesAtXendit() throws Exception {
        StoredMethod stored = xendit.setUp(Method.CARD, CARD);

        assertThat(xendit.handle(new Command.DeleteStored(TENANT, stored))).isEqualTo(Outcome.Succeeded.done());
        assertThat(xendit.handle(new Command.DeleteStored(TENANT, stored))).isEqualTo(Outcome.Succeeded.done());

        xendit.assertDeclined(xendit.handle(new Command.QueryStored(TENANT, stored)), DeclineCodes.METHOD_REVOKED);
        xendit.assertDeclined(xendit.handle(chargeStored(newId(), stored, false)), DeclineCodes.METHOD_REVOKED);
    }
}
