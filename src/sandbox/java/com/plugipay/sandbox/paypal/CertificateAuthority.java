package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.PrivateFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues the certificate with which the stand-in signs its webhooks, in the place of the authority that the world
 * trusts.
 *
 * <p>Making one takes a moment and reads and writes files: not for an event loop.
 */
public final class CertificateAuthority {
    /** The name of the file with the certificate that a gateway has to trust, in the directory of {@link #keptIn}. */
    public static final String CERTIFICATE_FILE = "paypal-authority.pem";

    /** Not the real one, which is {@code messageverificationcerts.paypal.com}: this is always a sandbox. */
    static final String SIGNER_NAME = "messageverificationcerts.sandbox.paypal.com";

    private static final String KEY_FILE = "paypal-authority-key.pem";
    private static final X500Name NAME =
            new X500Name("CN=Stand-in of PayPal without real money,O=Plugipay development");
    private static final int KEY_BITS = 2048;
    private static final Duration LIFE = Duration.ofDays(3650);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SigningCertificate signer;

    private CertificateAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
        this.signer = issue(certificate, key);
    }

    /** A new one. */
    public static CertificateAuthority fresh() {
        try {
            KeyPair keys = keys();
            JcaX509v3CertificateBuilder builder = builder(NAME, NAME, keys);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new CertificateAuthority(signed(builder, keys.getPrivate()), keys.getPrivate());
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The one that is kept in this directory, or a new one that is kept from now on. */
    public static CertificateAuthority keptIn(Path directory) throws IOException {
        Path certificateFile = directory.resolve(CERTIFICATE_FILE);
        Path keyFile = directory.resolve(KEY_FILE);
        Optional<String> certificate = PrivateFile.read(certificateFile);
        Optional<String> key = PrivateFile.read(keyFile);
        if (certificate.isPresent() && key.isPresent()) {
            return read(certificate.get(), key.get(), directory);
        }
        CertificateAuthority fresh = fresh();
        Files.createDirectories(directory);
        PrivateFile.write(keyFile, pem(fresh.key));
        PrivateFile.write(certificateFile, fresh.caPem());
        return fresh;
    }

    /** The certificate of the authority, as a gateway has to trust it. */
    public String caPem() {
        return pem(certificate);
    }

    /** A certificate for signing webhooks, as old as this object and never kept. */
    public SigningCertificate signer() {
        return signer;
    }

    private static SigningCertificate issue(X509Certificate certificate, PrivateKey key) {
        try {
            KeyPair keys = keys();
            JcaX509v3CertificateBuilder builder = builder(
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                    new X500Name("CN=" + SIGNER_NAME + ",O=Stand-in of PayPal"),
                    keys);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, SIGNER_NAME)));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            X509Certificate leaf = signed(builder, key);
            return new SigningCertificate(leaf, keys.getPrivate(), pem(leaf) + pem(certificate));
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        return generator.generateKeyPair();
    }

    private static JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys)
            throws GeneralSecurityException, IOException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, RANDOM),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(LIFE)),
                subject,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return builder;
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(by)));
    }

    private static String pem(Object keyOrCertificate) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(keyOrCertificate);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private static CertificateAuthority read(String certificatePem, String keyPem, Path directory) throws IOException {
        try (PEMParser certificate = new PEMParser(new StringReader(certificatePem));
                PEMParser key = new PEMParser(new StringReader(keyPem))) {
            if (certificate.readObject() instanceof X509CertificateHolder holder
                    && key.readObject() instanceof PEMKeyPair pair) {
                return new CertificateAuthority(
                        new JcaX509CertificateConverter().getCertificate(holder),
                        new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo()));
            }
            throw new IOException("No authority in " + directory + ": remove " + CERTIFICATE_FILE + " and " + KEY_FILE);
        } catch (GeneralSecurityException damaged) {
            throw new IOException("No certificate in " + directory.resolve(CERTIFICATE_FILE), damaged);
        }
    }
}
