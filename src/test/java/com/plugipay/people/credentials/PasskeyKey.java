package com.plugipay.people.credentials;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The key pair of a passkey in a test, with one of the algorithms that are asked for. */
record PasskeyKey(Algorithm algorithm, KeyPair pair) {
    enum Algorithm {
        ES256("EC", "SHA256withECDSA"),
        EDDSA("Ed25519", "Ed25519"),
        RS256("RSA", "SHA256withRSA");

        private final String key;
        private final String signature;

        Algorithm(String key, String signature) {
            this.key = key;
            this.signature = signature;
        }
    }

    static PasskeyKey generate(Algorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.key);
        if (algorithm != Algorithm.EDDSA) {
            generator.initialize(algorithm == Algorithm.ES256 ? 256 : 2048);
        }
        return new PasskeyKey(algorithm, generator.generateKeyPair());
    }

    byte[] sign(byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm.signature);
        signature.initSign(pair.getPrivate());
        signature.update(data);
        return signature.sign();
    }

    /** The public key as RFC 9052 and RFC 9053 write it. */
    byte[] cose() {
        Map<Integer, Object> cose = new LinkedHashMap<>();
        switch (pair.getPublic()) {
            case ECPublicKey key -> {
                cose.put(1, 2);
                cose.put(3, -7);
                cose.put(-1, 1);
                cose.put(-2, unsigned(key.getW().getAffineX(), 32));
                cose.put(-3, unsigned(key.getW().getAffineY(), 32));
            }
            case EdECPublicKey key -> {
                byte[] encoded = key.getEncoded();
                cose.put(1, 1);
                cose.put(3, -8);
                cose.put(-1, 6);
                cose.put(-2, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            }
            case RSAPublicKey key -> {
                cose.put(1, 3);
                cose.put(3, -257);
                cose.put(-1, unsigned(key.getModulus(), 256));
                cose.put(-2, unsigned(key.getPublicExponent(), 3));
            }
            default -> throw new IllegalStateException();
        }
        return CborText.of(cose);
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int copied = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - copied, fixed, length - copied, copied);
        return fixed;
    }
}
