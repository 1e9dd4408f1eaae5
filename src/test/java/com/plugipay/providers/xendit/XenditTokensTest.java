package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.TOKEN_ID;
import static com.plugipay.providers.xendit.RecordedXendit.cardToken;
import static com.plugipay.providers.xendit.RecordedXendit.error;
import static com.plugipay.providers.xendit.RecordedXendit.ovoToken;
import static com.plugipay.providers.xendit.RecordedXendit.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.kit.DeclineCodes;
import com.plugipay.secrets.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Xendit stores: how it is shown, whether it has ended, and its deletion. */
class XenditTokensTest {
    private static final String TOKEN = "GET /v3/payment_tokens/" + TOKEN_ID;
    private static final String CANCEL = "POST /v3/payment_tokens/" + TOKEN_ID + "/cancel";
    private static final StoredMethod STORED = stored(Method.CARD);

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
        "200, ACTIVE, Succeeded, ''",
        "200, active, Succeeded, ''",
        "200, PENDING, Pending, ''",
        "200, EXPIRED, Declined, expired_card",
        "200, FAILED, Declined, payment_method_revoked",
        "200, CANCELED, Declined, payment_method_revoked",
        "200, INACTIVE, Declined, payment_method_revoked",
        "404, ACTIVE, Declined, payment_method_revoked",
        "403, ACTIVE, Unknown, ''",
        "500, ACTIVE, Unknown, ''"
    })
    void queriesWhatIsStored(int status, String token, String outcome, String code) throws Exception {
        xendit.on(TOKEN, status, status == 200 ? cardToken(token) : error("X"));

        Outcome answer = xendit.handle(new Command.QueryStored(TENANT, STORED));

        assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(answer.toString()).contains(code).doesNotContain(TOKEN_ID);
        if (answer instanceof Outcome.Declined declined) {
            assertThat(DeclineCodes.isNeverAgain(declined.code())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "VISA, 4111****1111, 09, 2028, Visa •••• 1111, 1111, 9, 2028",
                "mastercard, 520000XXXXXX1005, 1, 2031, Mastercard •••• 1005, 1005, 1, 2031",
                "AMEX, 3700****, 12, 2031, American Express, NULL, 12, 2031",
                "OTHERNET, 9999, 13, 31, Card •••• 9999, 9999, NULL, NULL",
                "JCB, '', '', '', JCB, NULL, NULL, NULL"
            },
            nullValues = "NULL")
    void showsACardAsItsOwnerKnowsIt(
            String network,
            String number,
            String month,
            String year,
            String label,
            @Nullable String last4,
            @Nullable Integer expMonth,
            @Nullable Integer expYear)
            throws Exception {
        xendit.on(
                TOKEN,
                200,
                cardToken("ACTIVE")
                        .replace("VISA", network)
                        .replace("4111****1111", number)
                        .replace("\"09\"", '"' + month + '"')
                        .replace("2028", year));

        StoredMethod shown = shown();
        assertThat(shown.label()).isEqualTo(label);
        assertThat(shown.last4()).isEqualTo(last4);
        assertThat(shown.expMonth()).isEqualTo(expMonth);
        assertThat(shown.expYear()).isEqualTo(expYear);
    }

    @Test
    void showsAnOvoAccount() throws Exception {
        xendit.on(TOKEN, 200, ovoToken("ACTIVE"))
                .on(TOKEN, 200, ovoToken("ACTIVE").replace("account_number", "x"));

        assertThat(shown())
                .isEqualTo(new StoredMethod(
                        new Secret(TOKEN_ID), Method.OVO, "OVO •••• 7890", null, null, null, null, Map.of()));
        assertThat(shown().label()).isEqualTo("OVO");
    }

    private StoredMethod shown() throws Exception {
        return xendit.handle(new Command.QueryStored(TENANT, STORED)) instanceof Outcome.Succeeded found
                        && found.stored() != null
                ? found.stored()
                : stored(Method.QRIS);
    }

    @ParameterizedTest
    @CsvSource({
        "200, ACTIVE, Succeeded", "404, ACTIVE, Succeeded", "409, CANCELED, Succeeded", "400, EXPIRED, Succeeded",
        "409, ACTIVE, Rejected", "401, ACTIVE, Rejected", "429, ACTIVE, NotDone", "500, ACTIVE, Unknown",
        "0, ACTIVE, Unknown"
    })
    void deletesWhatIsStored(int status, String token, String outcome) throws Exception {
        xendit.on(CANCEL, status, status == 200 ? cardToken("CANCELED") : error("X"));
        if (status != 404) {
            xendit.on(TOKEN, 200, cardToken(token));
        }

        assertThat(xendit.handle(new Command.DeleteStored(TENANT, STORED))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }
}
