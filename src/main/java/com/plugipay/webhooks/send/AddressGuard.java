package com.plugipay.webhooks.send;

import com.plugipay.http.addresses.AddressRanges;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which addresses a merchant's URL may lead to: only public ones, so that nobody reaches the operator's network
 * through the gateway. The operator may allow others by name, address or range.
 */
public final class AddressGuard {
    /**
     * Every range of IANA's special-purpose registry (iana-ipv4-special-registry, after RFC 6890), multicast, and one public
     * address that clouds use internally. The few of them that are routed hold no merchant's server either.
     */
    private static final AddressRanges REFUSED_V4 = AddressRanges.of(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // behind a carrier's NAT
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // a cloud's metadata
            "169.254.0.0/16", // link-local; metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // multicast through tunnels
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    private static final AddressRanges ALL_V4 = AddressRanges.of("0.0.0.0/0");

    /** All routed addresses; loopback, fc00::/7, fe80::/10, ff00::/8, mapped and translated ranges are outside. */
    private static final AddressRanges PUBLIC_V6 = AddressRanges.of("2000::/3");

    /** The ranges in it that the registry for IPv6 (iana-ipv6-special-registry) reserves. */
    private static final AddressRanges REFUSED_V6 = AddressRanges.of(
            "2001::/23", // protocols, Teredo
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address in disguise
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private static final Pattern HOST = Pattern.compile("(?i)[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?");

    private final AddressRanges allowedRanges;
    private final Set<String> allowedHosts;

    private AddressGuard(AddressRanges allowedRanges, Set<String> allowedHosts) {
        this.allowedRanges = allowedRanges;
        this.allowedHosts = allowedHosts;
    }

    /**
     * A guard that allows public addresses, and these.
     *
     * @throws IllegalArgumentException naming the entry that is neither a host, an address nor a range
     */
    public static AddressGuard allowing(List<String> entries) {
        List<String> ranges = entries.stream().filter(AddressRanges::isRange).toList();
        Set<String> hosts = new HashSet<>();
        for (String entry : entries) {
            if (HOST.matcher(entry).matches() && !AddressRanges.isRange(entry)) {
                hosts.add(entry.toLowerCase(Locale.ROOT));
            } else if (!AddressRanges.isRange(entry)) {
                throw notAllowable(entry);
            }
        }
        try {
            return new AddressGuard(AddressRanges.of(ranges), hosts);
        } catch (IllegalArgumentException malformed) {
            throw notAllowable(String.valueOf(malformed.getMessage()));
        }
    }

    /** Whether this host may be reached at this address, to which its name resolves. */
    public boolean allows(String host, InetAddress found) {
        return allowedHosts.contains(host.toLowerCase(Locale.ROOT)) || allowedRanges.contains(found) || isPublic(found);
    }

    private static boolean isPublic(InetAddress address) {
        return ALL_V4.contains(address)
                ? !REFUSED_V4.contains(address)
                : PUBLIC_V6.contains(address) && !REFUSED_V6.contains(address);
    }

    private static IllegalArgumentException notAllowable(String entry) {
        return new IllegalArgumentException("webhooks.allowedAddresses: \"" + entry
                + "\" is neither an address, a range such as 10.0.0.0/8 nor the name of a host");
    }
}
