package com.plugipay.http.addresses;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A set of IP addresses, written as single ones (192.0.2.7, ::1) and as ranges (10.0.0.0/8, fc00::/7). */
public final class AddressRanges {
    private static final Pattern RANGE =
            Pattern.compile("([0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/[0-9]{1,3})?");

    /** An IPv6 address with an IPv4 address at its end takes 45 characters, {@code /128} another four. */
    private static final int LONGEST_RANGE = 49;

    private final List<IPAddress> ranges;

    private AddressRanges(List<IPAddress> ranges) {
        this.ranges = ranges;
    }

    /**
     * Parses entries.
     *
     * @throws IllegalArgumentException its message is the entry that is neither an address nor a range
     */
    public static AddressRanges of(List<String> entries) {
        return new AddressRanges(entries.stream().map(AddressRanges::range).toList());
    }

    /** Parses entries that stand in code. */
    public static AddressRanges of(String... entries) {
        return of(List.of(entries));
    }

    /** Whether a text has the form of an address or a range, and so is not the name of a host. Longer texts are not parsed. */
    public static boolean isRange(String text) {
        return text.length() <= LONGEST_RANGE && RANGE.matcher(text).matches();
    }

    /** Whether a text is a single address. */
    static boolean isAddress(String text) {
        return text.indexOf('/') < 0 && text.indexOf('%') < 0 && plain(text) != null;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether these contain an address. An address mapped from IPv4 into IPv6 is the IPv4 address; zones are ignored. */
    public boolean contains(InetAddress address) {
        return contains(address.getHostAddress());
    }

    /** The same for an address as text; false for any other text. */
    public boolean contains(String address) {
        IPAddress plain = plain(address);
        return plain != null && ranges.stream().anyMatch(range -> range.contains(plain));
    }

    /** An address without its zone, the name of the network interface that it is valid on. */
    static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static @Nullable IPAddress plain(String text) {
        String withoutZone = withoutZone(text);
        if (!isRange(withoutZone)) {
            return null;
        }
        IPAddress address = new IPAddressString(withoutZone).getAddress();
        return address != null && address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }

    private static IPAddress range(String text) {
        try {
            if (isRange(text)) {
                return new IPAddressString(text).toAddress().toPrefixBlock();
            }
        } catch (AddressStringException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
        throw new IllegalArgumentException(text);
    }
}
