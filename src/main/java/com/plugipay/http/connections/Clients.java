package com.plugipay.http.connections;

import com.plugipay.http.addresses.AddressLimits;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The clients that are connected now. Each network counts as one client, and so does each address of a proxy. */
final class Clients {
    private final ConnectionConfig limits;
    private final Predicate<String> isProxy;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, Client> connected = new ConcurrentHashMap<>();

    Clients(ConnectionConfig limits, Predicate<String> isProxy) {
        this.limits = limits;
        this.isProxy = isProxy;
    }

    /** Counts a new connection; null when there are too many, of that address or in all. */
    @Nullable
    Client connect(InetAddress address) {
        if (connections.incrementAndGet() > limits.max()) {
            connections.decrementAndGet();
            return null;
        }
        String exact = address.getHostAddress();
        boolean proxy = isProxy.test(exact);
        // Other addresses in a proxy's network are no proxies.
        Client client = connected.compute(proxy ? exact : AddressLimits.network(exact), (name, present) -> {
            Client counted = present == null ? new Client(name, proxy) : present;
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
        connected.computeIfPresent(
                client.name(), (name, counted) -> counted.connections().decrementAndGet() == 0 ? null : counted);
    }

    int connections() {
        return connections.get();
    }
}
