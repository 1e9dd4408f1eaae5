package com.plugipay.http.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.addresses.AddressRanges;
import com.plugipay.http.addresses.ClientAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Unknown clients share the limit of their network; a trusted proxy is exempt, and its network is not. */
class ClientsTest {
    private static final int MOST = 100;
    private static final int MOST_PER_ADDRESS = 3;
    private static final String PROXY = "2001:db8:1:2::7";
    private static final String NEIGHBOUR = "2001:db8:1:2::9";

    private final Clients clients = new Clients(
            new ConnectionConfig(MOST, MOST_PER_ADDRESS, 120_000, 1_024),
            new ClientAddresses(AddressRanges.of(PROXY, "10.0.0.1"))::isProxy);

    @Test
    void aNetworkIsOneAddress() {
        assertThat(connected("2001:db8:5:6::1", "2001:db8:5:6::2", "2001:db8:5:6:7:8:9:a", "2001:db8:5:6::3"))
                .hasSize(MOST_PER_ADDRESS);
        assertThat(connected("2001:db8:5:7::1", "192.0.2.1", "192.0.2.2")).hasSize(3);
    }

    @Test
    void aTrustedProxyIsExempt() {
        assertThat(connected(PROXY, PROXY, PROXY, PROXY, PROXY)).hasSize(5).allMatch(Client::isProxy);
        assertThat(connected(NEIGHBOUR, NEIGHBOUR, NEIGHBOUR, NEIGHBOUR))
                .hasSize(MOST_PER_ADDRESS)
                .noneMatch(Client::isProxy);
    }

    @Test
    void theNetworkOfATrustedProxyIsNotExempt() {
        assertThat(connected(NEIGHBOUR, NEIGHBOUR, NEIGHBOUR)).noneMatch(Client::isProxy);
        assertThat(connected(PROXY, PROXY, PROXY, PROXY)).hasSize(4).allMatch(Client::isProxy);
        assertThat(connected("10.0.0.2")).noneMatch(Client::isProxy);
        assertThat(connected("10.0.0.1", "::ffff:10.0.0.1")).hasSize(2).allMatch(Client::isProxy);
    }

    @Test
    void aClosedConnectionIsNotCounted() {
        List<Client> all = connected("192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1");
        assertThat(clients.connections()).isEqualTo(MOST_PER_ADDRESS);
        all.forEach(clients::disconnect);
        assertThat(clients.connections()).isZero();
        assertThat(connected("192.0.2.1")).hasSize(1).doesNotContain(all.getFirst());
    }

    /** Returns those that are accepted. */
    private List<Client> connected(String... addresses) {
        return Stream.of(addresses).map(this::connect).filter(Objects::nonNull).toList();
    }

    private @Nullable Client connect(String address) {
        return clients.connect(InetAddress.ofLiteral(address));
    }
}
