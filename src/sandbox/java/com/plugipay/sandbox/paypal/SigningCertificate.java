package com.plugipay.sandbox.paypal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/** What webhooks are signed with, and what the signature is checked against. */
public final class SigningCertificate {
    static final String ALGORITHM = "SHA256withRSA";

    private final String id;
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final String chainPem;

    SigningCertificate(X509Certificate certificate, PrivateKey key, String chainPem) {
        this.id = id(certificate);
        this.certificate = certificate;
        this.key = key;
        this.chainPem = chainPem;
    }

    /** {@code CERT-360caa42-fca2a594-5a29e601}: another one for every certificate, because receivers keep them by it. */
    String id() {
        return id;
    }

    /** The certificate and its issuer. */
    public String chainPem() {
        return chainPem;
    }

    /** Base64. */
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

    boolean verifies(String message, String signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(certificate);
            verifier.update(message.getBytes(UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private static String id(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            String hex = HexFormat.of().formatHex(digest);
            return "CERT-" + hex.substring(0, 8) + "-" + hex.substring(8, 16) + "-" + hex.substring(16, 24);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
