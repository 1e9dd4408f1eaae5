package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong setting that is only found while the node is assembled is reported like any other, and the process ends. */
@ResourceLock(ChildProcess.STARTS)
class WrongSettingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({
        "PLUGIPAY_PROVIDERS_PAYPAL_CERTIFICATE_AUTHORITY, /nowhere/authority.pem",
        "PLUGIPAY_PROVIDERS_PAYPAL_CERTIFICATE_HOSTS, not a host"
    })
    void isReportedInOneSentence(String name, String value) {
        DatabaseConfig database = TestDatabase.create(2);
        ChildProcess process = ChildProcess.start(
                "com.plugipay.Plugipay",
                Map.of(
                        "PLUGIPAY_DATABASE_URL",
                        database.url(),
                        "PLUGIPAY_MASTER_KEYS",
                        MasterKeys.generate().reveal(),
                        "PLUGIPAY_HTTP_PORT",
                        "0",
                        "PLUGIPAY_MANAGEMENT_PORT",
                        "0",
                        name,
                        value));
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(2);
        assertThat(process.printed())
                .contains("Plugipay does not start: ")
                .doesNotContain("\tat ", "Exception in thread");
    }
}
