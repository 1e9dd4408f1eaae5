package com.plugipay.providers.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Outcomes of an adapter can be stored, shown and calculated with. */
class OutcomeSanitizerTest {
    private static final Tenant TENANT = new Tenant("ws_1", Mode.TEST);
    private static final ChargeReference CHARGE =
            new ChargeReference("att_1", Method.QRIS, 150_000, "IDR", "pr-1", Map.of());
    private static final Command QUERY = new Command.QueryStatus(TENANT, CHARGE, false);
    private static final String LONG = "x".repeat(10_000);

    @ParameterizedTest
    @CsvSource({"0, IDR", "-1, IDR", "1000000000001, IDR", "9223372036854775807, IDR", "1, XXQ", "1, idr", "1, ''"})
    void anAmountThatNoPaymentCanHaveIsUnknown(long amount, String currency) {
        Outcome paid = new Outcome.Succeeded("pr-1", amount, currency, null, Map.of());

        assertThat(OutcomeSanitizer.checked(QUERY, paid)).isInstanceOf(Outcome.Unknown.class);
        assertThat(OutcomeSanitizer.checked(new CallbackEvent.OfCharge("att_1", "pr-1", paid)))
                .isEqualTo(new CallbackEvent.OfCharge("att_1", "pr-1", null));
    }

    @Test
    void outcomesThatMoveNoMoneyNeedNoAmount() {
        Outcome done = Outcome.Succeeded.done();

        assertThat(OutcomeSanitizer.checked(new Command.Cancel(TENANT, CHARGE), done))
                .isEqualTo(done);
    }

    @Test
    void textsAreCleanedAndBounded() {
        assertThat(OutcomeSanitizer.checked(QUERY, new Outcome.Declined("A\0B\ud800", "no\r\nway")))
                .isEqualTo(new Outcome.Declined("AB", "noway"));
        assertThat(OutcomeSanitizer.checked(QUERY, new Outcome.Declined(LONG, LONG)))
                .isInstanceOfSatisfying(Outcome.Declined.class, declined -> {
                    assertThat(declined.code()).hasSize(100);
                    assertThat(declined.message()).hasSize(500);
                });
        assertThat(OutcomeSanitizer.checked(QUERY, new Outcome.Declined("\0", "")))
                .isEqualTo(new Outcome.Declined("unknown", "Declined."));
    }

    /** A cut or cleaned id would be the id of another object. */
    @Test
    void idsAreTakenWholeOrNotAtAll() {
        assertThat(OutcomeSanitizer.checked(QUERY, new Outcome.Pending("pr\0-1", Map.of("a", "b\0", "c", "d"))))
                .isEqualTo(new Outcome.Pending(null, Map.of("c", "d")));
        assertThat(OutcomeSanitizer.checked(new CallbackEvent.OfCharge("att\0", LONG, null)))
                .isEqualTo(new CallbackEvent.Unreadable("names_no_payment"));
        assertThat(OutcomeSanitizer.checked(new CallbackEvent.OfRefund("re_1", LONG, "att_\ud800", "pr-1")))
                .isEqualTo(new CallbackEvent.OfRefund("re_1", null, null, "pr-1"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource
    void outcomesOfCallbacksAreCheckedLikeAnswers(Outcome outcome) {
        CallbackEvent event = OutcomeSanitizer.checked(new CallbackEvent.OfCharge("att_1", "pr-1", outcome));

        assertThat(event)
                .isEqualTo(new CallbackEvent.OfCharge("att_1", "pr-1", OutcomeSanitizer.checked(QUERY, outcome)));
        assertThat(event).isNotEqualTo(new CallbackEvent.OfCharge("att_1", "pr-1", outcome));
    }

    static Stream<Outcome> outcomesOfCallbacksAreCheckedLikeAnswers() {
        Map<String, Object> data = Map.of("a", "b\0", "c", "d", "e", LONG);
        return Stream.of(
                new Outcome.Succeeded("pr\0", 150_000, "IDR", -1L, data),
                new Outcome.Declined("A\0B\ud800", "no\r\nway", LONG),
                new Outcome.Rejected(LONG, "\0"),
                new Outcome.Pending(LONG, data, new Outcome.Declined("\0", LONG)),
                new Outcome.NeedsAction("pr-1", new NextAction.Redirect("https://a.example/", null), data),
                new Outcome.Held("pr\0", "\0", data),
                new Outcome.Reversed(LONG, LONG),
                new Outcome.NotDone("\0", LONG, null),
                new Outcome.Unknown(LONG));
    }

    /** The status is queried instead. */
    @Test
    void anUnusableOutcomeOfACallbackIsLeftOut() {
        Outcome unnamed =
                new Outcome.NeedsAction("pr\0", new NextAction.Redirect("https://a.example/", null), Map.of());

        assertThat(OutcomeSanitizer.checked(new CallbackEvent.OfCharge("att_1", "pr-1", unnamed)))
                .isEqualTo(new CallbackEvent.OfCharge("att_1", "pr-1", null));
    }
}
