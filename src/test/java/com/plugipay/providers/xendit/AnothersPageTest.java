package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CHARGE;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.reference;
import static com.plugipay.providers.xendit.RecordedXendit.request;
import static com.plugipay.providers.xendit.RecordedXendit.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money that was paid on the page of another charge pays for none of ours. */
class AnothersPageTest {
    private static final String ID = "pr-0e0f3a52-6a4c-4a53-9a27-1f3c0b6d2a10";
    private static final String SESSION = "ps-6741f0aa9d3c2b10e4a7c001";
    private static final String FIND = "GET /v3/payment_requests/" + ID;
    private static final String PAID = ",\"latest_payment_id\":\"py-77aa\"";

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
    @ValueSource(strings = {"CARDS", "OVO"})
    void trustsNoRequestOfAnotherCharge(String channel) throws Exception {
        xendit.on(FIND, 200, request(ID, channel, "SUCCEEDED", PAID).replace(CHARGE, "att_other"));

        assertThat(lookUp(reference(Method.CARD, ID))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void trustsNoPageOfAnotherCharge() throws Exception {
        xendit.on("GET /sessions/" + SESSION, 200, session("COMPLETED", ID).replace(CHARGE, "att_other"))
                .on("GET /sessions/" + SESSION, 200, session("EXPIRED", null).replace(CHARGE, "att_other"))
                .on(FIND, 200, request(ID, "CARDS", "SUCCEEDED", PAID));

        assertThat(lookUp(reference(Method.CARD, SESSION))).isInstanceOf(Outcome.Unknown.class);
        assertThat(lookUp(reference(Method.CARD, SESSION))).isInstanceOf(Outcome.Unknown.class);
    }

    private Outcome lookUp(ChargeReference charge) throws Exception {
        return xendit.handle(new Command.LookUp(TENANT, charge, false));
    }
}
