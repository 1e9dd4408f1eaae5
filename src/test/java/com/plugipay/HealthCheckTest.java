package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.secrets.MasterKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The container's health check requests the address on which the node listens. */
class HealthCheckTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 127.0.0.1",
        "node.internal, node.internal",
        "::1, [::1]",
        "[::1], [::1]",
        "::, [::1]",
        "[::], [::1]",
        "fd00::7, [fd00::7]"
    })
    void requestsTheConfiguredHost(String host, String asked) {
        assertThat(address(Map.of("PLUGIPAY_MANAGEMENT_HOST", host, "PLUGIPAY_MANAGEMENT_PORT", "9191")))
                .hasToString("http://" + asked + ":9191/live")
                .hasPort(9191);
    }

    @Test
    void theImageRunsThisClass() throws Exception {
        assertThat(Files.readString(Path.of("Dockerfile"))).contains('"' + HealthCheck.class.getName() + '"');
    }

    @Test
    void requestsTheDefaultAddress() {
        assertThat(address(Map.of())).hasToString("http://127.0.0.1:9090/live");
    }

    @Test
    void requestsTheAddressOfTheConfigurationFile() throws IOException {
        Files.writeString(
                Files.createDirectory(directory.resolve("conf")).resolve("plugipay.yaml"),
                "management:\n  port: 9292\n");
        assertThat(address(Map.of())).hasPort(9292);
        assertThat(address(Map.of("PLUGIPAY_MANAGEMENT_PORT", "9191"))).hasPort(9191);
    }

    private URI address(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PLUGIPAY_MASTER_KEYS", MasterKeys.generate().reveal());
        all.put("PLUGIPAY_DATABASE_URL", "postgresql://plugipay:secret@db.example:5432/plugipay");
        return HealthCheck.address(ConfigLoader.loadIn(directory, all).management());
    }
}
