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
import com.plugipay.providers.midtrans.MidtransFactory;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Midtrans's adapter and stand-in: a GoPay account is linked without a payment, and charged later. */
class MidtransGoPayAgainTest {
    private static final String PHONE = "+62 812-3456-7890";
    private static final String NO_MONEY = "081200000051";
    private static final String ASKING = "81200000001";

    private final StoredMethodBench bench = new StoredMethodBench(MidtransFactory.KIND);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void isLinkedByItsOwner() {
        String id = bench.newId();
        Outcome.NeedsAction begun = needsAction(bench.ask(bench.setup(id, Method.GOPAY, "IDR", PHONE)));
        assertThat(bench.page(url(begun))).contains("+62 81234567890", "Link this account");
        assertThat(bench.query(id, Method.GOPAY, 0, begun)).isInstanceOf(Outcome.Pending.class);
        assertThat(bench.submit(url(begun), "action=refuse")).isEqualTo("https://toko.example/kembali");
        assertThat(bench.query(id, Method.GOPAY, 0, begun)).isInstanceOf(Outcome.Pending.class);
        bench.submit(url(begun), "action=link");

        StoredMethod account = stored(bench.query(id, Method.GOPAY, 0, begun));
        assertThat(account.label()).isEqualTo("GoPay •••• 7890");
        assertThat(bench.nextEvent(CallbackEvent.OfStoredMethod.class).token()).isEqualTo(account.token());
        assertThat(stored(bench.ask(new Command.QueryStored(TENANT, account)))).isEqualTo(account);
    }

    @Test
    void isNotLinkedInTime() {
        String id = bench.newId();
        Outcome.NeedsAction begun = needsAction(bench.ask(bench.setup(id, Method.GOPAY, "IDR", PHONE)));
        bench.clock.advance(Duration.ofMinutes(16));
        Awaitility.await()
                .untilAsserted(() -> assertThat(bench.code(bench.query(id, Method.GOPAY, 0, begun)))
                        .isEqualTo("expired"));
    }

    @Test
    void isChargedWithoutItsOwnerAndConfirmedWithIt() {
        StoredMethod account = link(PHONE);
        Command.ChargeStored absent = bench.charge(bench.newId(), account, false);
        assertThat(succeeded(bench.ask(absent)).amount()).isEqualTo(99_000);
        assertThat(succeeded(bench.ask(absent)).amount()).isEqualTo(99_000);
        assertThat(bench.taken(absent.chargeId())).isEqualTo(99_000);

        Command.ChargeStored present = bench.charge(bench.newId(), account, true);
        Outcome.NeedsAction needs = needsAction(bench.ask(present));
        assertThat(bench.submit(url(needs), "action=approve")).startsWith("https://toko.example/kembali");
        assertThat(bench.query(present, needs.providerReference())).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void isDeclinedLater() {
        Command.ChargeStored poor = bench.charge(bench.newId(), link(NO_MONEY), false);
        assertThat(bench.code(bench.ask(poor))).isEqualTo("insufficient_funds");
        assertThat(bench.code(bench.query(poor))).isEqualTo("insufficient_funds");
        Command.ChargeStored asking = bench.charge(bench.newId(), link(ASKING), false);
        assertThat(bench.code(bench.ask(asking))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        assertThat(bench.code(bench.query(asking))).isEqualTo(DeclineCodes.ACTION_REQUIRED);
        assertThat(bench.taken(asking.chargeId())).isZero();
    }

    /** It has taken the money before the account was unlinked. */
    @Test
    void isChargedOnceWhenTheAnswerIsLost() {
        StoredMethod account = link(PHONE);
        Command.ChargeStored charge = bench.charge(bench.newId(), account, false);
        assertThat(bench.ask(charge)).isInstanceOf(Outcome.Succeeded.class);
        bench.act(account.token().reveal(), "unlink");
        assertThat(bench.ask(charge)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.query(charge)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.taken(charge.chargeId())).isEqualTo(99_000);
    }

    @Test
    void endsWhenEitherSideEndsIt() {
        StoredMethod unlinked = link(PHONE);
        bench.nextEvent(CallbackEvent.OfStoredMethod.class);
        bench.act(unlinked.token().reveal(), "unlink");
        assertThat(bench.nextEvent(CallbackEvent.OfStoredMethod.class).token()).isEqualTo(unlinked.token());
        StoredMethod deleted = link(PHONE);
        assertThat(bench.ask(new Command.DeleteStored(TENANT, deleted))).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.ask(new Command.DeleteStored(TENANT, deleted))).isInstanceOf(Outcome.Succeeded.class);
        for (StoredMethod ended : List.of(unlinked, deleted)) {
            assertThat(bench.code(bench.ask(new Command.QueryStored(TENANT, ended))))
                    .isEqualTo(DeclineCodes.METHOD_REVOKED);
            assertThat(bench.code(bench.ask(bench.charge(bench.newId(), ended, false))))
                    .isEqualTo(DeclineCodes.METHOD_REVOKED);
        }
    }

    private StoredMethod link(String phone) {
        String id = bench.newId();
        Outcome.NeedsAction begun = needsAction(bench.ask(bench.setup(id, Method.GOPAY, "IDR", phone)));
        bench.act(begun.providerReference(), "link");
        return stored(bench.query(id, Method.GOPAY, 0, begun));
    }
}
