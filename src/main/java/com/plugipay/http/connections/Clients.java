package com.plugipay.http.connections;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The addresses that are connected now. Forgets those that are not. */
final class Clients {
    private final ConnectionConfig limits;
    private final Predicate<String> isProxy;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Client.Network, Client> known = new ConcurrentHashMap<>();

    Clients(ConnectionConfig limits, Predicate<String> isProxy) {
        this.limits = limits;
        this.isProxy = isProxy;
    }

    /** Counts one connection more; null when there are too many, of that address or in all. */
    @Nullable
    Client connect(InetAddress address) {
        if (connections.incrementAndGet() > limits.max()) {
            connections.decrementAndGet();
            return null;
        }
        Client client = known.compute(Client.Network.of(address), (network, present) -> {
            Client counted = present == null ? new Client(network, isProxy.test(address.getHostAddress())) : present;
            counted.connections().incrementAndGet();
            return counted;
        });
        if (client.isProxy() || client.connections().get() <= limits.maxPerAddress()) {
            return client;
        }
        disconnect(client);
        return null;
    }

    void disconnect(Client client) {
        connections.decrementAndGet();
        known.computeIfPresent(
                client.network(), (network, counted) -> counted.connections().decrementAndGet() == 0 ? null : counted);
    }

    int connections() {
        return connections.get();
    }
}
