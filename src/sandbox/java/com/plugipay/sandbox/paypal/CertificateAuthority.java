package com.plugipay.sandbox.paypal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.plugipay.sandbox.kit.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs webhooks with a certificate that it issued itself, in the place of the authority that the world trusts. The
 * certificate is as old as this object and never kept; the authority may be. Both have one key, which takes long to make and
 * protects nothing here.
 *
 * <p>Making one takes a moment and reads and writes files: not for an event loop.
 */
public final class CertificateAuthority {
    /** The name of the file with the certificate that a gateway has to trust, in the directory of {@link #keptIn}. */
    public static final String CERTIFICATE_FILE = "paypal-authority.pem";

    /** How webhooks are signed. */
    static final String ALGORITHM = "SHA256withRSA";

    /** Not the real one, which is {@code messageverificationcerts.paypal.com}: this is always a sandbox. */
    private static final String SIGNER_NAME = "messageverificationcerts.sandbox.paypal.com";

    private static final String KEY_FILE = "paypal-authority-key.pem";
    private static final X500Name NAME =
            new X500Name("CN=Stand-in of PayPal without real money,O=Plugipay development");
    private static final int KEY_BITS = 2048;
    private static final Duration LIFE = Duration.ofDays(3650);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate authority;
    private final PrivateKey key;
    private final X509Certificate signer;

    private CertificateAuthority(X509Certificate authority, KeyPair keys) throws GeneralSecurityException, IOException {
        this.authority = authority;
        this.key = keys.getPrivate();
        X500Name issuer =
                X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
        X500Name subject = new X500Name("CN=" + SIGNER_NAME + ",O=Stand-in of PayPal");
        this.signer = certificate(issuer, key, subject, keys.getPublic(), false);
    }

    /** A new one. */
    public static CertificateAuthority fresh() {
        try {
            KeyPair keys = keys();
            X509Certificate certificate = certificate(NAME, keys.getPrivate(), NAME, keys.getPublic(), true);
            return new CertificateAuthority(certificate, keys);
        } catch (GeneralSecurityException | IOException impossible) {
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
            return read(certificate.get(), key.get());
        }
        CertificateAuthority fresh = fresh();
        Files.createDirectories(directory);
        PrivateFile.write(keyFile, pem(fresh.key));
        PrivateFile.write(certificateFile, fresh.caPem());
        return fresh;
    }

    /** The certificate of the authority, as a gateway has to trust it. */
    public String caPem() {
        return pem(authority);
    }

    /** Names the certificate of the signer: {@code CERT-360caa42-fca2a594-5a29e601}, another one each time. */
    String certificateId() {
        String hex = "%030x".formatted(signer.getSerialNumber());
        return "CERT-" + hex.substring(0, 8) + "-" + hex.substring(8, 16) + "-" + hex.substring(16, 24);
    }

    /** The certificate of the signer and its issuer. */
    String chainPem() {
        return pem(signer) + pem(authority);
    }

    /** The signature of a message, in Base64. */
    String sign(String message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        return generator.generateKeyPair();
    }

    /** A certificate of this key, signed by the issuer's. An authority signs certificates, any other key messages. */
    private static X509Certificate certificate(
            X500Name issuer, PrivateKey issuerKey, X500Name subject, PublicKey key, boolean authority)
            throws GeneralSecurityException, IOException {
        Date from = Date.from(Instant.now().minus(Duration.ofDays(1)));
        Date to = Date.from(Instant.now().plus(LIFE));
        KeyUsage usage = new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer, new BigInteger(120, RANDOM), from, to, subject, key)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
                .addExtension(Extension.keyUsage, true, usage);
        try {
            ContentSigner by = new JcaContentSignerBuilder(ALGORITHM).build(issuerKey);
            return new JcaX509CertificateConverter().getCertificate(builder.build(by));
        } catch (OperatorCreationException impossible) {
            throw new GeneralSecurityException(impossible);
        }
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

    private static CertificateAuthority read(String certificatePem, String keyPem) throws IOException {
        try (InputStream certificate = new ByteArrayInputStream(certificatePem.getBytes(UTF_8));
                PEMParser key = new PEMParser(new StringReader(keyPem))) {
            CertificateFactory certificates = CertificateFactory.getInstance("X.509");
            if (certificates.generateCertificate(certificate) instanceof X509Certificate authority
                    && key.readObject() instanceof PEMKeyPair pair) {
                return new CertificateAuthority(authority, new JcaPEMKeyConverter().getKeyPair(pair));
            }
            throw new IOException("There is no key in " + KEY_FILE);
        } catch (GeneralSecurityException damaged) {
            throw new IOException("There is no certificate in " + CERTIFICATE_FILE, damaged);
        }
    }
}
