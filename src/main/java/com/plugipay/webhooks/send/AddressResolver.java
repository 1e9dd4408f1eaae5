package com.plugipay.webhooks.send;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Finds the address to connect to. The connection uses the address that was checked: the name is resolved only once. */
public final class AddressResolver {
    private final Function<String, Future<List<InetAddress>>> names;
    private final AddressGuard guard;

    /**
     * A host has an address that must not be reached. The message names the address only if the URL contains it,
     * because merchants must not learn the addresses of the operator's network.
     */
    static final class Refused extends RuntimeException {
        Refused(String host, InetAddress address) {
            super(
                    address.getHostAddress().equals(host)
                            ? "the address " + host + " is not allowed"
                            : "the host has an address that is not allowed",
                    null,
                    false,
                    false);
        }
    }

    /**
     * Resolves names by this function.
     *
     * @param names returns all addresses of a host, and fails when it has none
     */
    AddressResolver(Function<String, Future<List<InetAddress>>> names, AddressGuard guard) {
        this.names = names;
        this.guard = guard;
    }

    /** Resolves names by Vert.x's resolver, without blocking. */
    public static AddressResolver using(Vertx vertx, AddressGuard guard) {
        return new AddressResolver(host -> resolveAll((VertxInternal) vertx, host), guard);
    }

    /**
     * Finds an address of the host, another one for each attempt if it has several; prefers IPv4.
     *
     * @return fails with {@link Refused} when any of its addresses must not be reached
     */
    Future<InetAddress> find(String host, int attempt) {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return names.apply(name).map(found -> {
            for (InetAddress address : found) {
                if (!guard.allows(name, address)) {
                    throw new Refused(name, address);
                }
            }
            List<InetAddress> v4 =
                    found.stream().filter(Inet4Address.class::isInstance).toList();
            List<InetAddress> usable = v4.isEmpty() ? found : v4;
            return usable.get((attempt - 1) % usable.size());
        });
    }

    private static Future<List<InetAddress>> resolveAll(VertxInternal vertx, String host) {
        Promise<List<InetSocketAddress>> found = vertx.promise();
        vertx.nameResolver().resolveAll(host, outcome -> {
            if (outcome.succeeded()) {
                found.complete(outcome.result());
            } else {
                found.fail(outcome.cause());
            }
        });
        return found.future()
                .map(addresses -> addresses.stream()
                        .map(address -> Objects.requireNonNull(address.getAddress()))
                        .toList());
    }
}
