package com.plugipay.providers.stored;

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
import com.plugipay.providers.midtrans.MidtransFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Midtrans's adapter and stand-in: a card is stored with a payment on Snap's page, and charged again. */
class MidtransCardAgainTest {
    private final StoredMethodBench bench = new StoredMethodBench(MidtransFactory.KIND);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void isStoredWithAPaymentAndChargedWithoutItsOwner() {
        StoredMethod card = stored(pay("4811 1111 1111 1114", "&save=true"));
        assertThat(card.label()).isEqualTo("Visa •••• 1114");
        assertThat(card.expMonth()).isEqualTo(12);
        assertThat(card.expYear()).isEqualTo(2030);
        bench.nextEvent(CallbackEvent.OfCharge.class);

        Command.ChargeStored charge = bench.charge(bench.newId(), card, false);
        assertThat(succeeded(bench.ask(charge)).amount()).isEqualTo(99_000);
        assertThat(succeeded(bench.query(charge)).amount()).isEqualTo(99_000);
        assertThat(bench.ask(bench.charge(bench.newId(), card, true))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.ask(new Command.QueryStored(StoredMethodBench.TENANT, card)))
                .isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void isNotStoredWhenItsOwnerDoesNotWantIt() {
        assertThat(succeeded(pay("4811 1111 1111 1114", "")).stored()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "4811111111115107, insufficient_funds",
        "4811111111114308, card_stolen",
        "4811111111115404, expired_card",
        "4811111111114001, payment_method_revoked"
    })
    void isDeclinedLater(String number, String code) {
        StoredMethod card = stored(pay(number, "&save=true"));
        Command.ChargeStored charge = bench.charge(bench.newId(), card, false);
        assertThat(bench.code(bench.ask(charge))).isEqualTo(code);
        assertThat(bench.code(bench.ask(charge))).isEqualTo(code);
        assertThat(bench.code(bench.query(charge))).isEqualTo(code);
        assertThat(bench.taken(charge.chargeId())).isZero();
    }

    @Test
    void isConfirmedByAnOwnerWhoIsThere() {
        StoredMethod card = stored(pay("4811111111113003", "&save=true"));
        Command.ChargeStored charge = bench.charge(bench.newId(), card, true);
        Outcome.NeedsAction needs = needsAction(bench.ask(charge));
        assertThat(bench.query(charge, needs.providerReference())).isInstanceOf(Outcome.Pending.class);
        bench.submit(url(needs), "password=112233");
        assertThat(bench.query(charge, needs.providerReference())).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void isNotChargedWhenItsOwnerWouldHaveToConfirm() {
        StoredMethod card = stored(pay("4811111111113003", "&save=true"));
        Command.ChargeStored charge = bench.charge(bench.newId(), card, false);
        assertThat(bench.code(bench.ask(charge))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        assertThat(bench.code(bench.ask(charge))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        assertThat(bench.code(bench.query(charge))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        assertThat(bench.taken(charge.chargeId())).isZero();
    }

    @Test
    void isChargedOnceWhenTheAnswerIsLost() {
        StoredMethod card = stored(pay("4811 1111 1111 1114", "&save=true"));
        Command.ChargeStored charge = bench.charge(bench.newId(), card, false);
        bench.faults("{\"lost_answer\":{\"probability\":1,\"times\":1}}");
        assertThat(bench.ask(charge)).isInstanceOf(Outcome.Unknown.class);
        assertThat(bench.query(charge)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.ask(charge)).isInstanceOf(Outcome.Succeeded.class);
        bench.clock.advance(Duration.ofMinutes(6));
        assertThat(bench.ask(charge)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.taken(charge.chargeId())).isEqualTo(99_000);
    }

    @Test
    void endsWithItsMonth() {
        StoredMethod card = stored(pay("4811 1111 1111 1114", "&save=true"));
        bench.clock.advance(Duration.ofDays(5 * 366));
        assertThat(bench.code(bench.ask(bench.charge(bench.newId(), card, false))))
                .isEqualTo(DeclineCodes.EXPIRED_CARD);
        assertThat(bench.code(bench.ask(new Command.QueryStored(StoredMethodBench.TENANT, card))))
                .isEqualTo(DeclineCodes.EXPIRED_CARD);
    }

    private Outcome pay(String number, String more) {
        String id = bench.newId();
        Outcome.NeedsAction needs = needsAction(bench.ask(bench.saving(id, Method.CARD, 150_000, "IDR")));
        assertThat(bench.page(url(needs))).contains("Save this card");
        String bank = bench.submit(url(needs) + "/card", "number=" + number + "&expiry=12/30" + more);
        bench.submit(bank, "password=112233");
        return bench.query(id, Method.CARD, 150_000, needs);
    }
}
