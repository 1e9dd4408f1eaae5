package com.plugipay.people.credentials;

import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A browser with one passkey, written after the specification (WebAuthn Level 3) and not with the library that verifies it. Its
 * fields make it lie.
 */
public final class SoftwareAuthenticator {
    static final int PRESENT = 0x01;
    static final int VERIFIED = 0x04;
    static final int BACKUP_ELIGIBLE = 0x08;
    static final int BACKED_UP = 0x10;
    private static final int HAS_KEY = 0x40;

    final PasskeyKey key;
    byte[] credentialId = Ids.randomBytes(32);
    byte[] publicKey;
    String origin = "https://pay.example.com";
    String rpId = "pay.example.com";
    int flags = PRESENT | VERIFIED | BACKUP_ELIGIBLE | BACKED_UP;
    long signCount;
    boolean isCrossOrigin;
    List<String> transports = List.of("internal", "hybrid");
    byte @Nullable [] userHandle;

    SoftwareAuthenticator(PasskeyKey.Algorithm algorithm) throws GeneralSecurityException {
        this(PasskeyKey.generate(algorithm));
    }

    private SoftwareAuthenticator(PasskeyKey key) {
        this.key = key;
        this.publicKey = key.cose();
    }

    /** A passkey of this site. */
    public static SoftwareAuthenticator at(String baseUrl) throws GeneralSecurityException {
        SoftwareAuthenticator authenticator = new SoftwareAuthenticator(PasskeyKey.Algorithm.ES256);
        RelyingParty party = RelyingParty.of(baseUrl);
        authenticator.origin = party.origin();
        authenticator.rpId = party.id();
        return authenticator;
    }

    /** The same passkey, which may lie in other ways. */
    SoftwareAuthenticator copy() {
        SoftwareAuthenticator copy = new SoftwareAuthenticator(key);
        copy.credentialId = credentialId;
        return copy;
    }

    /** The answer of {@code navigator.credentials.create}. */
    public String create(String challenge) throws GeneralSecurityException {
        Map<String, Object> attestation = new LinkedHashMap<>();
        attestation.put("fmt", "none");
        attestation.put("attStmt", Map.of());
        attestation.put("authData", authenticatorData(true));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("clientDataJSON", encoded(clientData("webauthn.create", challenge)));
        response.put("attestationObject", encoded(CborText.of(attestation)));
        response.put("authenticatorData", encoded(authenticatorData(true)));
        response.put("transports", transports);
        response.put("publicKey", encoded(key.pair().getPublic().getEncoded()));
        response.put("publicKeyAlgorithm", -7);
        return answer(response);
    }

    /** The answer of {@code navigator.credentials.get}. */
    public String get(String challenge) throws GeneralSecurityException {
        byte[] client = clientData("webauthn.get", challenge);
        byte[] data = authenticatorData(false);
        byte[] signed = Buffer.buffer(data).appendBytes(sha256(client)).getBytes();
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("clientDataJSON", encoded(client));
        response.put("authenticatorData", encoded(data));
        response.put("signature", encoded(key.sign(signed)));
        if (userHandle != null) {
            response.put("userHandle", encoded(userHandle));
        }
        return answer(response);
    }

    private String answer(Map<String, Object> response) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", encoded(credentialId));
        answer.put("rawId", encoded(credentialId));
        answer.put("type", "public-key");
        answer.put("authenticatorAttachment", "platform");
        answer.put("response", response);
        answer.put("clientExtensionResults", Map.of());
        return Json.text(answer);
    }

    private byte[] clientData(String type, String challenge) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("type", type);
        client.put("challenge", challenge);
        client.put("origin", origin);
        client.put("crossOrigin", isCrossOrigin);
        client.put("other_keys_can_be_added_here", "do not compare clientDataJSON against a template");
        return Json.text(client).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(boolean withKey) throws GeneralSecurityException {
        Buffer data = Buffer.buffer(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
                .appendByte((byte) (flags | (withKey ? HAS_KEY : 0)))
                .appendUnsignedInt(signCount);
        if (withKey) {
            data.appendBytes(new byte[16])
                    .appendUnsignedShort(credentialId.length)
                    .appendBytes(credentialId)
                    .appendBytes(publicKey);
        }
        return data.getBytes();
    }

    static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    static String encoded(byte[] bytes) {
        return PasskeyOptions.encoded(bytes);
    }
}
