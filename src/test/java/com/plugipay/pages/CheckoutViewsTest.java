package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.attempts.Attempt;
import com.plugipay.attempts.AttemptBuilder;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.CheckoutSession.Status;
import com.plugipay.checkout.CheckoutSessionBuilder;
import com.plugipay.checkout.CheckoutSnapshot;
import com.plugipay.model.Mode;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.pages.CheckoutViews.PageQuery;
import com.plugipay.pages.branding.Branding;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.text.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The screen of a session in each state. */
class CheckoutViewsTest {
    private static final AmountLimits LIMITS = AmountLimits.unpublished(XenditFactory.KIND, "IDR");
    private static final Instant END = SampleViews.DEADLINE;
    private static final NextAction REDIRECT = new NextAction.Redirect("https://pay.example", null);
    private static final NextAction TRANSFER =
            new NextAction.TransferInstructions(List.of(), null, null, 147_000, "IDR", null, "T-7QK2MX");

    static Stream<Arguments> actions() {
        return Stream.of(
                Arguments.of(null, Screen.WAITING, Screen.HELD),
                Arguments.of(REDIRECT, Screen.REDIRECT, Screen.HELD),
                Arguments.of(new NextAction.ShowQr("qr", null), Screen.QR, Screen.HELD),
                Arguments.of(
                        new NextAction.ShowVirtualAccount("BCA", "1", null, null, null),
                        Screen.VIRTUAL_ACCOUNT,
                        Screen.HELD),
                Arguments.of(new NextAction.ShowCode("Alfamart", "1", null), Screen.CODE, Screen.HELD),
                Arguments.of(TRANSFER, Screen.TRANSFER, Screen.CLAIMED));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("actions")
    void anOpenSessionShowsTheNextStepAndThenTheResult(@Nullable NextAction action, Screen before, Screen onItsWay) {
        assertThat(view(session(Status.OPEN, null), action).screen()).isEqualTo(before);
        assertThat(view(session(Status.OPEN, "pay_1"), action).screen()).isEqualTo(onItsWay);
    }

    @Test
    void withoutAnAttemptTheMethodsAreOfferedUnlessATransferIsPending() {
        assertThat(idle(session(Status.OPEN, null), null, PageQuery.NONE).screen())
                .isEqualTo(Screen.CHOOSE);
        assertThat(idle(session(Status.OPEN, "pay_1"), null, PageQuery.NONE).screen())
                .isEqualTo(Screen.HELD);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETE", "EXPIRED", "CANCELED"})
    void anEndedSessionShowsOnlyItsEnd(Status status) {
        CheckoutView view = view(session(status, "pay_1"), REDIRECT);

        assertThat(view.screen().name()).isEqualTo(status.name());
        assertThat(view.action()).isNull();
        assertThat(view.state()).isEqualTo(status.name());
    }

    @Test
    void onlyANewChoiceRedirectsToTheProvider() {
        PageQuery chosen = new PageQuery(true, null);

        assertThat(of(session(Status.OPEN, null), REDIRECT, chosen).screen()).isEqualTo(Screen.LEAVING);
        assertThat(of(session(Status.OPEN, "pay_1"), REDIRECT, chosen).screen()).isEqualTo(Screen.HELD);
        assertThat(of(session(Status.OPEN, null), new NextAction.ShowQr("qr", null), chosen)
                        .screen())
                .isEqualTo(Screen.QR);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "card_declined, DECLINED",
                "expired, EXPIRED",
                "canceled, UNFINISHED",
                "not_connected, UNAVAILABLE",
                "channel_unavailable, UNAVAILABLE",
                "method_changed, none",
                "none, none"
            })
    void showsWhyTheLastAttemptFailed(@Nullable String code, @Nullable Notice notice) {
        assertThat(idle(session(Status.OPEN, null), code, PageQuery.NONE).notice())
                .isEqualTo(notice);
    }

    @Test
    void showsTheNoticeOfTheLastAction() {
        PageQuery declined = new PageQuery(false, Notice.DECLINED);
        PageQuery kept = new PageQuery(false, Notice.KEPT);
        CheckoutSession open = session(Status.OPEN, null);

        assertThat(idle(open, "expired", declined).notice()).isEqualTo(Notice.DECLINED);
        assertThat(idle(open, null, kept).notice()).isNull();
        assertThat(of(open, REDIRECT, kept).notice()).isEqualTo(Notice.KEPT);
        assertThat(of(open, REDIRECT, declined).notice()).isNull();
        assertThat(of(session(Status.OPEN, "pay_1"), REDIRECT, kept).notice()).isNull();
    }

    @Test
    void showsThatNoPaymentHasArrivedWhenTheBuyerComesBack() {
        PageQuery unpaid = new PageQuery(false, Notice.UNPAID);
        CheckoutSession open = session(Status.OPEN, null);

        assertThat(of(open, REDIRECT, unpaid).notice()).isEqualTo(Notice.UNPAID);
        assertThat(idle(open, "card_declined", unpaid).notice()).isEqualTo(Notice.DECLINED);
        assertThat(of(session(Status.OPEN, "pay_1"), REDIRECT, unpaid).notice()).isNull();
        assertThat(of(session(Status.COMPLETE, "pay_1"), null, unpaid).notice()).isNull();
    }

    @Test
    void theEarlierDeadlineCounts() {
        Instant sooner = END.minusSeconds(60);

        assertThat(view(session(Status.OPEN, null), new NextAction.ShowQr("qr", sooner))
                        .expiresAt())
                .isEqualTo(sooner);
        assertThat(view(session(Status.OPEN, null), new NextAction.ShowQr("qr", END.plusSeconds(60)))
                        .expiresAt())
                .isEqualTo(END);
        assertThat(view(session(Status.OPEN, null), REDIRECT).expiresAt()).isEqualTo(END);
    }

    private static CheckoutView view(CheckoutSession session, @Nullable NextAction action) {
        return of(session, action, PageQuery.NONE);
    }

    private static CheckoutView idle(CheckoutSession session, @Nullable String lastFailure, PageQuery query) {
        Optional<Attempt> failed =
                Optional.ofNullable(lastFailure).map(code -> attempt(null, Attempt.Status.FAILED, code));
        return CheckoutViews.of(
                new CheckoutSnapshot(
                        session, "Kopi", failed, session.methods(), List.of(), List.of(), LIMITS, null, null),
                Branding.named("Kopi"),
                query);
    }

    private static CheckoutView of(CheckoutSession session, @Nullable NextAction action, PageQuery query) {
        Attempt.Status status = action == null ? Attempt.Status.STARTING : Attempt.Status.ACTIVE;
        return CheckoutViews.of(
                new CheckoutSnapshot(
                        session,
                        "Kopi",
                        Optional.of(attempt(action, status, null)),
                        session.methods(),
                        List.of(),
                        List.of(),
                        LIMITS,
                        null,
                        null),
                Branding.named("Kopi"),
                query);
    }

    private static Attempt attempt(@Nullable NextAction action, Attempt.Status status, @Nullable String failureCode) {
        return AttemptBuilder.builder()
                .id("att_1")
                .workspaceId("ws_1")
                .mode(Mode.TEST)
                .checkoutSessionId("sess_1")
                .provider(XenditFactory.KIND)
                .method(Method.DANA)
                .amount(147_000)
                .currency("IDR")
                .status(status)
                .providerData(Map.of())
                .nextAction(action)
                .failureCode(failureCode)
                .createdAt(END)
                .updatedAt(END)
                .build();
    }

    private static CheckoutSession session(Status status, @Nullable String paymentId) {
        return CheckoutSessionBuilder.builder()
                .id("sess_1")
                .workspaceId("ws_1")
                .mode(Mode.TEST)
                .status(status)
                .amount(147_000)
                .currency("IDR")
                .lineItems(List.of())
                .methods(List.of(Method.values()))
                .successUrl(WebAddress.of("https://shop.example"))
                .cancelUrl(WebAddress.of("https://shop.example"))
                .hostedUrl("https://pay.example/c/sess_1")
                .expiresAt(END)
                .paymentId(paymentId)
                .createdAt(END.minusSeconds(3_600))
                .updatedAt(END.minusSeconds(3_600))
                .build();
    }
}
