package com.plugipay.providers.midtrans;

import static com.plugipay.providers.midtrans.RecordedMidtrans.TEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.Command;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.Outcome;
import com.plugipay.secrets.Secret;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MidtransProbeTest {
    private final RecordedMidtrans midtrans = new RecordedMidtrans();

    @AfterEach
    void close() {
        midtrans.close();
    }

    @ParameterizedTest
    @CsvSource({
        "404, Succeeded",
        "401, Rejected",
        "410, Rejected",
        "500, Unknown",
        "503, NotDone",
        "429, NotDone",
        "200, Unknown"
    })
    void probesAKeyWithAnOrderThatDoesNotExist(int code, String outcome) {
        Credentials credentials = new Credentials(Map.of("serverKey", new Secret("Mid-server-new")));
        midtrans.on("GET /core/v2/probe/status", 200, "{'status_code':'" + code + "'}");
        assertThat(midtrans.ask(new Command.Probe(TEST, credentials)).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void ignoresANotFoundOfAProxy() {
        Credentials credentials = new Credentials(Map.of("serverKey", new Secret("Mid-server-new")));
        midtrans.on("GET /core/v2/probe/status", 404, "<html>Nothing here</html>");
        assertThat(midtrans.ask(new Command.Probe(TEST, credentials))).isNotInstanceOf(Outcome.Succeeded.class);
    }
}
