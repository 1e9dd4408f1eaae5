package com.plugipay.http.connections;

import com.plugipay.http.addresses.AddressLimits;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The clients that are connected now: each network counts as one, and each address of a proxy. Forgets those that are not. */
final class Clients {
    private final ConnectionConfig limits;
    private final Predicate<String> isProxy;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, Client> known = new ConcurrentHashMap<>();

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
        String exact = address.getHostAddress();
        boolean proxy = isProxy.test(exact);
        // A proxy's neighbours are no proxies.
        Client client = known.compute(proxy ? exact : AddressLimits.network(exact), (name, present) -> {
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
        known.computeIfPresent(
                client.name(), (name, counted) -> counted.connections().decrementAndGet() == 0 ? null : counted);
    }

    int connections() {
        return connections.get();
    }
}
