package com.plugipay.resilience.processes;

import com.plugipay.ConfigLoader;
import com.plugipay.Gateway;
import com.plugipay.support.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway as {@link com.plugipay.Plugipay} serves it, some time later than it is: its argument, an ISO 8601 duration. */
final class LaterGateway {
    private static final Logger LOG = LoggerFactory.getLogger(LaterGateway.class);

    private LaterGateway() {}

    public static void main(String[] arguments) {
        Duration ahead = Duration.parse(arguments[0]);
        Gateway gateway = TestGateway.get(Gateway.start(
                ConfigLoader.loadIn(Path.of(""), System.getenv()),
                () -> Instant.now().plus(ahead)));
        LOG.atInfo()
                .addKeyValue("port", gateway.port())
                .addKeyValue("managementPort", gateway.managementPort())
                .log("Started");
    }
}
