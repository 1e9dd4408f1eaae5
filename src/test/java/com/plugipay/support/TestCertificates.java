package com.plugipay.support;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority for tests, and the options that trust it. */
public final class TestCertificates {
    private static final X500Principal AUTHORITY = new X500Principal("CN=Test authority");

    private final KeyPair keys = keys();
    private final X509Certificate root = issue(AUTHORITY, AUTHORITY, keys, keys, null, Duration.ofDays(30));

    public PemTrustOptions trust() {
        return new PemTrustOptions().addCertValue(pem("CERTIFICATE", encoded(root)));
    }

    /** A certificate for this host, valid for so long from now; a negative time makes one that has expired. */
    public PemKeyCertOptions issue(String host, Duration validity) {
        KeyPair own = keys();
        X509Certificate certificate = issue(AUTHORITY, new X500Principal("CN=" + host), keys, own, host, validity);
        return options(own, certificate);
    }

    /** A self-signed certificate. */
    public static PemKeyCertOptions selfSigned(String host) {
        KeyPair own = keys();
        X500Principal name = new X500Principal("CN=" + host);
        return options(own, issue(name, name, own, own, host, Duration.ofDays(30)));
    }

    private static PemKeyCertOptions options(KeyPair own, X509Certificate certificate) {
        return new PemKeyCertOptions()
                .addKeyValue(pem("PRIVATE KEY", own.getPrivate().getEncoded()))
                .addCertValue(pem("CERTIFICATE", encoded(certificate)));
    }

    private static X509Certificate issue(
            X500Principal issuer,
            X500Principal subject,
            KeyPair issuerKeys,
            KeyPair subjectKeys,
            @Nullable String host,
            Duration validity) {
        try {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(now.minus(Duration.ofDays(60))),
                    Date.from(now.plus(validity)),
                    subject,
                    subjectKeys.getPublic());
            if (host == null) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Buffer pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Buffer.buffer("-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
