package com.plugipay.providers.paypal.signature;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;

/**
 * The addresses from which certificates are fetched. Anybody can send a callback with any address; a certificate from
 * another proves nothing, and fetching it would let the sender choose a request from inside the network.
 */
public final class PayPalCertificateHosts {
    private final List<URI> allowed;

    /** Entries as {@link com.plugipay.providers.ProviderConfig#paypalCertificateHosts()} documents them. */
    public PayPalCertificateHosts(List<String> entries) {
        this.allowed = entries.stream().map(PayPalCertificateHosts::place).toList();
    }

    public boolean allow(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                // Dots and escapes could lead out of the part of a host that is allowed.
                && uri.getRawPath().startsWith("/")
                && uri.normalize().equals(uri)
                && uri.getRawPath().indexOf('%') < 0
                && allowed.stream().anyMatch(place -> covers(place, uri));
    }

    private static boolean covers(URI place, URI uri) {
        return Objects.equals(place.getScheme(), uri.getScheme())
                && place.getHost().equalsIgnoreCase(uri.getHost())
                && port(place) == port(uri)
                && uri.getRawPath().startsWith(place.getRawPath() + "/");
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }

    private static URI place(String entry) {
        try {
            URI place = new URI(entry.contains("://") ? entry : "https://" + entry);
            if (place.getHost() != null
                    && List.of("http", "https").contains(place.getScheme())
                    && place.getRawUserInfo() == null
                    && place.getRawQuery() == null
                    && place.getRawFragment() == null
                    && !place.getRawPath().endsWith("/")) {
                return place;
            }
        } catch (URISyntaxException notAPlace) {
            throw refuse(entry);
        }
        throw refuse(entry);
    }

    private static IllegalArgumentException refuse(String entry) {
        return new IllegalArgumentException(
                "providers.paypalCertificateHosts: not a host, host:port or address without a slash at its end: "
                        + entry);
    }
}
