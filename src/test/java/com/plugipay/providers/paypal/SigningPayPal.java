package com.plugipay.providers.paypal;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, certificates that it signs in PayPal's name or another, and callbacks signed like PayPal's. */
final class SigningPayPal {
    static final String NAME = "CN=messageverificationcerts.sandbox.paypal.com,O=PayPal\\, Inc.,C=US";

    private static final X500Name AUTHORITY = new X500Name("CN=Authority of the test");

    private final KeyPair authority = keys();
    final KeyPair signer = keys();

    /** The authority as a PEM file, which goes with the tests. */
    String file() {
        try {
            Path file = Files.createTempFile("plugipay-authority", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(
                            file,
                            certificate("CN=Authority of the test", authority, Instant.now(), Duration.ofDays(1), true))
                    .toString();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A certificate of the signer, as PEM. */
    String certificate(String name, Instant from, Duration life) {
        return certificate(name, signer, from.minusSeconds(60), life, false);
    }

    private String certificate(String name, KeyPair subject, Instant from, Duration life, boolean isAuthority) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    AUTHORITY,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(from.minusSeconds(60)),
                    Date.from(from.plus(life)),
                    new X500Name(name),
                    subject.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(authority.getPrivate())));
            String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The headers of a callback. */
    Map<String, String> headers(String certificateUrl, String webhookId, String body, Instant sentAt) {
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(StandardCharsets.UTF_8));
        String id = "d1f0c7c0-c7a5-11f0-9d3a-6bd3f8a7f1aa";
        String signed = id + "|" + sentAt + "|" + webhookId + "|" + checksum.getValue();
        Map<String, String> headers = new HashMap<>();
        headers.put("paypal-transmission-id", id);
        headers.put("paypal-transmission-time", sentAt.toString());
        headers.put("paypal-transmission-sig", sign(signer.getPrivate(), signed));
        headers.put("paypal-cert-url", certificateUrl);
        headers.put("paypal-auth-algo", "SHA256withRSA");
        return headers;
    }

    private static String sign(PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
