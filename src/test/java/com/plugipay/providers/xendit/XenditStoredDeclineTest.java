package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.chargeStored;
import static com.plugipay.providers.xendit.RecordedXendit.error;
import static com.plugipay.providers.xendit.RecordedXendit.request;
import static com.plugipay.providers.xendit.RecordedXendit.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.DeclineCodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why Xendit does not charge a stored payment method, and whether another try may succeed. */
class XenditStoredDeclineTest {
    private static final String CREATE = "POST /v3/payment_requests";
    private static final String ABSENT = ",\"metadata\":{\"buyer\":\"absent\"}";

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
    @CsvSource({
        "INSUFFICIENT_BALANCE, insufficient_funds, false",
        "EXPIRED_CARD, expired_card, true",
        "STOLEN_CARD, card_stolen, true",
        "INVALID_TOKEN, payment_method_revoked, true",
        "ACCOUNT_ACCESS_BLOCKED, payment_method_revoked, true",
        "INVALID_ACCOUNT_DETAILS, invalid_payment_details, true",
        "SUSPECTED_FRAUDULENT, suspected_fraud, false",
        "ISSUER_UNAVAILABLE, channel_unavailable, false",
        "AUTHENTICATION_FAILED, authentication_failed, false"
    })
    void sortsDeclinesByWhetherAnotherTryMaySucceed(String failure, String code, boolean neverAgain) throws Exception {
        xendit.on(CREATE, 201, request("pr-1", "CARDS", "FAILED", ",\"failure_code\":\"" + failure + '"' + ABSENT));

        assertThat(charge()).isInstanceOfSatisfying(Outcome.Declined.class, declined -> {
            assertThat(xendit.provider.failureCode(declined.code())).isEqualTo(code);
            assertThat(DeclineCodes.isNeverAgain(code)).isEqualTo(neverAgain);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_TOKEN, Declined, payment_method_revoked",
        "404, DATA_NOT_FOUND, Declined, payment_method_revoked",
        "403, ACCOUNT_ACCESS_BLOCKED, Declined, payment_method_revoked",
        "400, CARD_EXPIRED, Declined, expired_card",
        "400, API_VALIDATION_ERROR, Rejected, invalid_request",
        "401, INVALID_API_KEY, Rejected, invalid_credentials",
        "503, CHANNEL_UNAVAILABLE, NotDone, ",
        "429, RATE_LIMIT_EXCEEDED, NotDone, ",
        "500, SERVER_ERROR, Unknown, ",
        "0, '', Unknown, "
    })
    void readsRefusals(int status, String error, String outcome, @Nullable String code) throws Exception {
        xendit.on(CREATE, status, error(error));

        Outcome answer = charge();

        assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
        if (code != null) {
            String known =
                    answer instanceof Outcome.Declined declined ? declined.code() : ((Outcome.Rejected) answer).code();
            assertThat(known.equals(code) ? code : xendit.provider.failureCode(known))
                    .isEqualTo(code);
        }
        assertThat(xendit.sent()).hasSize(1);
    }

    private Outcome charge() throws Exception {
        return xendit.handle(chargeStored(stored(Method.CARD), false));
    }
}
