package com.plugipay.providers.paypal.signature;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Checks that a certificate is PayPal's: signed by a trusted authority, with PayPal's name, and valid now. */
public final class PayPalChain {
    /** The names that PayPal's own Java library accepts: com.paypal.base.SSLUtil in PayPal-Java-SDK. */
    private static final Set<String> NAMES =
            Set.of("messageverificationcerts.paypal.com", "messageverificationcerts.sandbox.paypal.com");

    private final Supplier<Set<TrustAnchor>> authorities;

    /**
     * @param authorityFile a PEM file with certificates; empty for the authorities that the JDK trusts
     * @throws IllegalArgumentException when the file holds no certificate
     */
    public PayPalChain(String authorityFile) {
        if (authorityFile.isEmpty()) {
            // Loaded when it is needed first, because loading takes a while and not every gateway uses PayPal.
            this.authorities = () -> OfTheJdk.ALL;
        } else {
            Set<TrustAnchor> fromFile = read(Path.of(authorityFile));
            this.authorities = () -> fromFile;
        }
    }

    private static final class OfTheJdk {
        static final Set<TrustAnchor> ALL = load();

        private static Set<TrustAnchor> load() {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return anchors(Arrays.stream(factory.getTrustManagers())
                        .filter(X509TrustManager.class::isInstance)
                        .map(X509TrustManager.class::cast)
                        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers())));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Returns PayPal's certificate, the first in this PEM; empty when it is not trusted. Takes milliseconds. */
    public Optional<X509Certificate> leaf(Buffer pem, Instant now) {
        try {
            List<X509Certificate> chain = certificates(new ByteArrayInputStream(pem.getBytes()));
            if (chain.isEmpty() || !isPayPal(chain.getFirst()) || !isValid(chain.getFirst(), now)) {
                return Optional.empty();
            }
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(chain.getFirst());
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(authorities.get(), target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            parameters.setDate(Date.from(now));
            // Fetches no revocation list, because the sender would choose its address.
            parameters.setRevocationEnabled(false);
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return Optional.of(chain.getFirst());
        } catch (GeneralSecurityException notTrusted) {
            return Optional.empty();
        }
    }

    public static boolean isValid(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return true;
        } catch (CertificateException invalid) {
            return false;
        }
    }

    private static boolean isPayPal(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .anyMatch(part -> NAMES.contains(part.getValue().toString()));
        } catch (InvalidNameException malformed) {
            return false;
        }
    }

    private static Set<TrustAnchor> read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Set<TrustAnchor> found = anchors(certificates(pem).stream());
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException | CertificateException unreadable) {
            throw refuse(file, unreadable);
        }
        throw refuse(file, null);
    }

    private static IllegalArgumentException refuse(Path file, @Nullable Exception cause) {
        return new IllegalArgumentException("providers.paypalCertificateAuthority: no certificate in " + file, cause);
    }

    private static List<X509Certificate> certificates(InputStream pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static Set<TrustAnchor> anchors(Stream<X509Certificate> certificates) {
        return certificates.map(each -> new TrustAnchor(each, null)).collect(Collectors.toUnmodifiableSet());
    }
}
