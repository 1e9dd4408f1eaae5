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

    private final List<IPAddress> ranges;

    private AddressRanges(List<IPAddress> ranges) {
        this.ranges = ranges;
    }

    /**
     * The addresses that these describe.
     *
     * @throws IllegalArgumentException with the entry that is neither an address nor a range as its message
     */
    public static AddressRanges of(List<String> entries) {
        return new AddressRanges(entries.stream().map(AddressRanges::range).toList());
    }

    /** The same of a list in code. */
    public static AddressRanges of(String... entries) {
        return of(List.of(entries));
    }

    /** Whether a text has the form of an address or a range, and so is not the name of a host. */
    public static boolean isRange(String text) {
        return RANGE.matcher(text).matches();
    }

    /** Whether a text is a single address. */
    static boolean isAddress(String text) {
        return text.indexOf('/') < 0 && isRange(text) && plain(text) != null;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether it is one of these. An IPv4 address that is mapped into IPv6 counts as what it is; zones do not count. */
    public boolean contains(InetAddress address) {
        return contains(address.getHostAddress());
    }

    /** The same of an address as text; false for what is no address. */
    public boolean contains(String address) {
        IPAddress plain = plain(address);
        return plain != null && ranges.stream().anyMatch(range -> range.contains(plain));
    }

    /** An address without the name of the link that it is good on. */
    static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static @Nullable IPAddress plain(String text) {
        IPAddress address = new IPAddressString(withoutZone(text)).getAddress();
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
