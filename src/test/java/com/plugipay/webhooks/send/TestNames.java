package com.plugipay.webhooks.send;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.dns.AddressResolverOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A name server (RFC 1035) on loopback whose answers have a TTL of 0. It gives the answers that a test has set for a name in
 * turn, and repeats the last.
 */
final class TestNames {
    private static final int HEADER_BYTES = 12;
    private static final int TYPE_A = 1;
    private static final int NO_SUCH_NAME = 3;

    private final Map<String, Queue<List<String>>> answers = new ConcurrentHashMap<>();
    private final List<String> queriedNames = new CopyOnWriteArrayList<>();
    private final DatagramSocket socket;
    private final int port;

    TestNames(Vertx vertx) throws Exception {
        socket = vertx.createDatagramSocket();
        port = socket.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .localAddress()
                .port();
        socket.handler(this::answer);
    }

    /** The options with which Vert.x uses this server only. */
    VertxOptions options() {
        return new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setServers(List.of("127.0.0.1:" + port))
                        .setSearchDomains(List.of())
                        .setHostsValue(Buffer.buffer("127.0.0.1 localhost\n"))
                        .setCacheMaxTimeToLive(0)
                        .setMaxQueries(4));
    }

    /** Sets the IPv4 addresses of a name; several calls set several answers, given in turn. */
    void answers(String name, String... addresses) {
        answers.computeIfAbsent(name, ignored -> new ConcurrentLinkedQueue<>()).add(List.of(addresses));
    }

    /** The names whose IPv4 addresses were queried. */
    List<String> queriedNames() {
        return List.copyOf(queriedNames);
    }

    private void answer(DatagramPacket packet) {
        Buffer query = packet.data();
        StringBuilder name = new StringBuilder();
        int at = HEADER_BYTES;
        while (query.getByte(at) != 0) {
            int length = query.getUnsignedByte(at);
            name.append(query.getString(at + 1, at + 1 + length, StandardCharsets.US_ASCII.name()))
                    .append('.');
            at += length + 1;
        }
        int end = at + 5;
        boolean addresses = query.getUnsignedShort(at + 1) == TYPE_A;
        String plain = name.substring(0, Math.max(0, name.length() - 1)).toLowerCase(Locale.ROOT);
        Queue<List<String>> known = answers.getOrDefault(plain, new ArrayDeque<>());
        List<String> found = known.isEmpty() || !addresses ? List.of() : next(known);
        if (addresses) {
            queriedNames.add(plain);
        }
        Buffer answer = Buffer.buffer()
                .appendUnsignedShort(query.getUnsignedShort(0))
                .appendUnsignedShort(0x8180 | (known.isEmpty() ? NO_SUCH_NAME : 0))
                .appendUnsignedShort(1)
                .appendUnsignedShort(found.size())
                .appendInt(0)
                .appendBuffer(query, HEADER_BYTES, end - HEADER_BYTES);
        found.forEach(address -> record(answer, address));
        socket.send(answer, packet.sender().port(), packet.sender().host());
    }

    private static List<String> next(Queue<List<String>> known) {
        return known.size() == 1 ? known.element() : known.remove();
    }

    /** An A record for the name of the question, with no time to live. */
    private static void record(Buffer answer, String address) {
        answer.appendUnsignedShort(0xC000 | HEADER_BYTES)
                .appendUnsignedShort(TYPE_A)
                .appendUnsignedShort(1)
                .appendInt(0)
                .appendUnsignedShort(4);
        for (String part : address.split("[.]", -1)) {
            answer.appendByte((byte) Integer.parseInt(part));
        }
    }
}
