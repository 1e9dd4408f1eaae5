package com.plugipay.resilience.processes;

import com.plugipay.ConfigLoader;
import com.plugipay.Gateway;
import com.plugipay.support.TestGateway;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A gateway in this process, which continues the work of one in another process; its clock can be set. */
public final class InProcessGateway implements AutoCloseable {
    private final Gateway gateway;

    private InProcessGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    public static InProcessGateway start(Map<String, String> environment, InstantSource clock) {
        return new InProcessGateway(
                TestGateway.get(Gateway.start(ConfigLoader.load(null, new HashMap<>(environment)), clock)));
    }

    public int port() {
        return gateway.port();
    }

    @Override
    public void close() {
        TestGateway.get(gateway.stop());
    }
}
