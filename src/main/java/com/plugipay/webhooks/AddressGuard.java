package com.plugipay.webhooks;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says which addresses a merchant's URL may lead to. Only public ones, so that nobody reaches our own network through
 * us; the operator opens others by name, address or range.
 */
public final class AddressGuard {
    /**
     * Every range of IANA's special-purpose registry (iana-ipv4-special-registry, after RFC 6890), multicast, and one
     * public address that clouds use inside. The few of them that are routed hold no merchant's server either.
     */
    private static final List<IPAddress> REFUSED_V4 = ranges(
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

    /** All that is routed is in here: loopback, fc00::/7, fe80::/10, ff00::/8, mapped and translated ranges are not. */
    private static final IPAddress PUBLIC_V6 = range("2000::/3");

    /** What the registry for IPv6 (iana-ipv6-special-registry) takes out of it. */
    private static final List<IPAddress> REFUSED_V6 = ranges(
            "2001::/23", // protocols, Teredo
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address in disguise
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private static final Pattern RANGE =
            Pattern.compile("([0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/[0-9]{1,3})?");
    private static final Pattern HOST = Pattern.compile("(?i)[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?");

    private final List<IPAddress> allowedRanges = new ArrayList<>();
    private final Set<String> allowedHosts = new HashSet<>();

    private AddressGuard() {}

    /**
     * A guard that lets through what is public, and these.
     *
     * @throws IllegalArgumentException naming the entry that is neither a host, an address nor a range
     */
    public static AddressGuard allowing(List<String> entries) {
        AddressGuard guard = new AddressGuard();
        for (String entry : entries) {
            if (RANGE.matcher(entry).matches()) {
                guard.allowedRanges.add(range(entry));
            } else if (HOST.matcher(entry).matches()) {
                guard.allowedHosts.add(entry.toLowerCase(Locale.ROOT));
            } else {
                throw notAllowable(entry);
            }
        }
        return guard;
    }

    /** Whether this host may be reached at this address, which is one that its name was found to have. */
    public boolean allows(String host, InetAddress found) {
        IPAddress address = plain(found);
        return allowedHosts.contains(host.toLowerCase(Locale.ROOT))
                || isIn(allowedRanges, address)
                || isPublic(address);
    }

    private static boolean isPublic(IPAddress address) {
        return address.isIPv4()
                ? !isIn(REFUSED_V4, address)
                : PUBLIC_V6.contains(address) && !isIn(REFUSED_V6, address);
    }

    /** Without zone. An IPv4 address that is mapped into IPv6 counts as what it is. */
    private static IPAddress plain(InetAddress found) {
        IPAddress address = new IPAddressString(found.getHostAddress().replaceFirst("%.*", "")).getAddress();
        return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }

    private static boolean isIn(List<IPAddress> ranges, IPAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<IPAddress> ranges(String... texts) {
        return List.of(texts).stream().map(AddressGuard::range).toList();
    }

    private static IPAddress range(String text) {
        try {
            return new IPAddressString(text).toAddress().toPrefixBlock();
        } catch (AddressStringException malformed) {
            throw notAllowable(text);
        }
    }

    private static IllegalArgumentException notAllowable(String entry) {
        return new IllegalArgumentException("webhooks.allowedAddresses: \"" + entry
                + "\" is neither an address, a range such as 10.0.0.0/8 nor the name of a host");
    }
}
