package com.plugipay.text;

import com.plugipay.text.WebAddress.Malformed;
import java.net.IDN;
import java.net.Inet6Address;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host and the port of an address of the web. */
final class WebHost {
    private static final int LARGEST_PORT = 65_535;
    private static final int LONGEST_NAME = 253;

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[\\]]*)(?::([0-9]{0,5}))?");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.|$)){4}(?<!\\.)");

    /** A part of a name. Hosts of container networks have underscores, which the DNS allows and host names do not. */
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");

    /** Browsers keep what an older version of IDNA, which is Java's, turns into other letters: another host would be meant. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    private WebHost() {}

    /** Reads host and port, with the name as the DNS has it; fails with {@link Malformed}. */
    static String of(String authority) {
        if (authority.indexOf('@') >= 0) {
            throw new Malformed("The address must have no user name.");
        }
        Matcher parts = HOST_AND_PORT.matcher(authority);
        if (!parts.matches()) {
            throw new Malformed("The address has no host, or a port that is no number.");
        }
        String host = parts.group(1).startsWith("[") ? literal(parts.group(1)) : named(parts.group(1));
        String port = parts.group(2);
        if (port == null || port.isEmpty()) {
            return host;
        }
        if (Integer.parseInt(port) < 1 || Integer.parseInt(port) > LARGEST_PORT) {
            throw new Malformed("The port of the address must be from 1 to " + LARGEST_PORT + ".");
        }
        return host + ':' + port;
    }

    /** The name in an authority without a user's. */
    static String name(String authority) {
        Matcher parts = HOST_AND_PORT.matcher(authority);
        return parts.matches() ? parts.group(1) : "";
    }

    /** The port in it; -1 when there is none. */
    static int port(String authority) {
        Matcher parts = HOST_AND_PORT.matcher(authority);
        return parts.matches() && parts.group(2) != null && !parts.group(2).isEmpty()
                ? Integer.parseInt(parts.group(2))
                : -1;
    }

    private static String literal(String bracketed) {
        try {
            Inet6Address.ofLiteral(bracketed);
            if (bracketed.indexOf('%') < 0) {
                return bracketed;
            }
        } catch (IllegalArgumentException malformed) {
            // Said below, as of an address with a zone.
        }
        throw new Malformed("The address has brackets around what is no IPv6 address.");
    }

    private static String named(String given) {
        String name = ascii(given);
        String whole = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        List<String> labels = DOT.splitAsStream(whole).toList();
        if (whole.isEmpty() || whole.endsWith(".") || labels.isEmpty()) {
            throw new Malformed("The address has no name of a host.");
        }
        if (NUMBER.matcher(labels.getLast()).matches() && !IPV4.matcher(whole).matches()) {
            throw new Malformed("The host of the address is no IPv4 address of four numbers from 0 to 255.");
        }
        if (whole.length() > LONGEST_NAME
                || !labels.stream().allMatch(label -> LABEL.matcher(label).matches())) {
            throw new Malformed(
                    "The name of the host must consist of letters, digits, hyphens and underscores between dots,"
                            + " each part of at most 63.");
        }
        return name;
    }

    private static String ascii(String name) {
        if (!BEYOND_ASCII.matcher(name).find()) {
            return name;
        }
        if (!AMBIGUOUS.matcher(name).find()) {
            try {
                return IDN.toASCII(name, 0);
            } catch (IllegalArgumentException malformed) {
                // Said below.
            }
        }
        throw new Malformed(
                "The name of the host cannot be written for the DNS without a doubt; give the form that begins"
                        + " with xn--.");
    }
}
