package com.plugipay.weather;

import com.plugipay.ConfigLoader;
import com.plugipay.Gateway;
import com.plugipay.support.TestGateway;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A gateway that takes over, in this process, what one in another process has left: its clock can be set. */
final class LastLife implements AutoCloseable {
    private final Gateway gateway;

    private LastLife(Gateway gateway) {
        this.gateway = gateway;
    }

    static LastLife start(Map<String, String> environment, InstantSource clock) {
        return new LastLife(TestGateway.get(Gateway.start(ConfigLoader.load(null, new HashMap<>(environment)), clock)));
    }

    int port() {
        return gateway.port();
    }

    @Override
    public void close() {
        TestGateway.get(gateway.stop());
    }
}
