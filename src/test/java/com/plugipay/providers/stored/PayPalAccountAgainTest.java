package com.plugipay.providers.stored;

import static com.plugipay.providers.stored.StoredMethodBench.TENANT;
import static com.plugipay.providers.stored.StoredMethodBench.needsAction;
import static com.plugipay.providers.stored.StoredMethodBench.stored;
import static com.plugipay.providers.stored.StoredMethodBench.succeeded;
import static com.plugipay.providers.stored.StoredMethodBench.url;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.providers.paypal.PayPalFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PayPal's adapter and stand-in: a buyer's account is stored with or without a payment, and charged again. */
class PayPalAccountAgainTest {
    private final StoredMethodBench bench = new StoredMethodBench(PayPalFactory.KIND);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void isStoredWithAPaymentAfterIt() {
        String id = bench.newId();
        Outcome.NeedsAction begun = needsAction(bench.ask(bench.saving(id, Method.PAYPAL, 4_900, "USD")));
        assertThat(bench.page(url(begun).replace("checkoutnow?", "checkoutnow/review?")))
                .contains("What later payments");
        String back = bench.submit(approvalForm(begun), "token=" + begun.providerReference() + "&later=PAYS");
        assertThat(back).startsWith("https://toko.example/kembali");

        Outcome.Succeeded paid = succeeded(bench.query(id, Method.PAYPAL, 4_900, begun));
        assertThat(paid.stored()).isNull();
        CallbackEvent.OfStoredMethod event = bench.nextEvent(CallbackEvent.OfStoredMethod.class);

        Outcome.NeedsAction captured = begunWith(begun, paid);
        StoredMethod account = stored(bench.query(id, Method.PAYPAL, 4_900, captured));
        assertThat(event.token()).isEqualTo(account.token());
        assertThat(account.label()).isEqualTo("PayPal buyer@example.com");
        assertThat(bench.ask(bench.charge(bench.newId(), account, false))).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void isStoredWithoutAPayment() {
        String id = bench.newId();
        Outcome.NeedsAction begun = needsAction(bench.ask(bench.setup(id, Method.PAYPAL, "USD", null)));
        assertThat(bench.page(url(begun))).contains("Agree and save");
        assertThat(bench.query(id, Method.PAYPAL, 0, begun)).isInstanceOf(Outcome.Pending.class);
        bench.submit(url(begun), "token=" + begun.providerReference());
        StoredMethod account = stored(bench.query(id, Method.PAYPAL, 0, begun));
        assertThat(stored(bench.query(id, Method.PAYPAL, 0, begun))).isEqualTo(account);
        assertThat(bench.nextEvent(CallbackEvent.OfStoredMethod.class).token()).isEqualTo(account.token());

        bench.clock.advance(Duration.ofHours(4));
        assertThat(stored(bench.query(id, Method.PAYPAL, 0, begun))).isEqualTo(account);
        assertThat(stored(bench.ask(new Command.QueryStored(TENANT, account)))).isEqualTo(account);
    }

    @Test
    void aSetupEndsWhenItsBuyerDoesNotCome() {
        String id = bench.newId();
        Outcome.NeedsAction begun = needsAction(bench.ask(bench.setup(id, Method.PAYPAL, "USD", null)));
        assertThat(needsAction(bench.ask(bench.setup(id, Method.PAYPAL, "USD", null))))
                .isEqualTo(begun);
        bench.clock.advance(Duration.ofDays(3));
        assertThat(bench.code(bench.query(id, Method.PAYPAL, 0, begun))).isEqualTo("expired");
    }

    @ParameterizedTest
    @CsvSource({
        "approve_no_funds, INSTRUMENT_DECLINED, false",
        "approve_closed, account_closed, true",
        "approve_asks, action_required, false"
    })
    void isDeclinedLater(String action, String code, boolean neverAgain) {
        StoredMethod account = setUp(action);
        Command.ChargeStored charge = bench.charge(bench.newId(), account, false);
        assertThat(bench.code(bench.ask(charge))).isEqualTo(code);
        assertThat(bench.code(bench.ask(charge))).isEqualTo(code);
        assertThat(bench.code(bench.query(charge))).isEqualTo(code);
        assertThat(DeclineCodes.isNeverAgain(code)).isEqualTo(neverAgain);
        assertThat(bench.taken(charge.chargeId())).isZero();
    }

    @Test
    void isConfirmedByAnOwnerWhoIsThere() {
        Command.ChargeStored charge = bench.charge(bench.newId(), setUp("approve_asks"), true);
        Outcome.NeedsAction needs = needsAction(bench.ask(charge));
        assertThat(bench.query(charge, needs.providerReference())).isInstanceOf(Outcome.Pending.class);
        bench.submit(approvalForm(needs), "token=" + needs.providerReference());
        assertThat(succeeded(bench.query(charge, needs.providerReference())).amount())
                .isEqualTo(1_000);
    }

    @Test
    void isChargedOnceWhenTheAnswerIsLost() {
        Command.ChargeStored charge = bench.charge(bench.newId(), setUp("approve"), false);
        bench.faults("{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        assertThat(bench.ask(charge)).isInstanceOf(Outcome.Unknown.class);
        Outcome.Succeeded paid = succeeded(bench.query(charge));
        assertThat(paid.amount()).isEqualTo(1_000);
        assertThat(succeeded(bench.ask(charge))).isEqualTo(paid);
        assertThat(succeeded(bench.query(charge, paid.providerReference())).amount())
                .isEqualTo(1_000);
        assertThat(bench.taken(charge.chargeId())).isEqualTo(1_000);
        // PayPal has forgotten the request.
        bench.clock.advance(Duration.ofHours(7));
        assertThat(bench.ask(charge)).isInstanceOf(Outcome.Unknown.class);
        assertThat(bench.taken(charge.chargeId())).isEqualTo(1_000);
    }

    @Test
    void endsWhenItsOwnerEndsIt() {
        StoredMethod account = setUp("approve");
        bench.nextEvent(CallbackEvent.OfStoredMethod.class);
        bench.act(account.token().reveal(), "revoke");
        assertThat(bench.nextEvent(CallbackEvent.OfStoredMethod.class).token()).isEqualTo(account.token());
        assertThat(bench.code(bench.ask(new Command.QueryStored(TENANT, account))))
                .isEqualTo(DeclineCodes.METHOD_REVOKED);
        assertThat(bench.code(bench.ask(bench.charge(bench.newId(), account, false))))
                .isEqualTo(DeclineCodes.METHOD_REVOKED);
    }

    @Test
    void isDeletedOnce() {
        StoredMethod account = setUp("approve");
        assertThat(bench.ask(new Command.DeleteStored(TENANT, account))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.ask(new Command.DeleteStored(TENANT, account))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.code(bench.ask(bench.charge(bench.newId(), account, false))))
                .isEqualTo(DeclineCodes.METHOD_REVOKED);
    }

    private StoredMethod setUp(String action) {
        String id = bench.newId();
        Outcome.NeedsAction begun = needsAction(bench.ask(bench.setup(id, Method.PAYPAL, "USD", null)));
        bench.act(begun.providerReference(), action);
        return stored(bench.query(id, Method.PAYPAL, 0, begun));
    }

    private static String approvalForm(Outcome.NeedsAction needs) {
        String url = url(needs);
        return url.substring(0, url.indexOf('?')) + "/approve";
    }

    /** The charge as the gateway keeps it after its payment. */
    private static Outcome.NeedsAction begunWith(Outcome.NeedsAction begun, Outcome.Succeeded paid) {
        Map<String, Object> data = new HashMap<>(begun.providerData());
        data.putAll(paid.providerData());
        return new Outcome.NeedsAction(begun.providerReference(), begun.nextAction(), data);
    }
}
