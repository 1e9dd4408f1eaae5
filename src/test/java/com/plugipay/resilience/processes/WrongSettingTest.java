package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDatabase;
import java.time.Duration;
import java.util.List;
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
        ChildProcess process =
                ChildProcess.plugipay(database, MasterKeys.generate().reveal(), Map.of(name, value), List.of());
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(2);
        assertThat(process.printed())
                .contains("Plugipay does not start: ")
                .doesNotContain("\tat ", "Exception in thread");
    }
}
