package com.plugipay.people.credentials;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Verifies what browsers send of passkeys, as {@code PublicKeyCredential.toJSON()} writes it. Takes about a millisecond and reads
 * nothing; for all event loops.
 *
 * <p>A passkey must have asked for a PIN or biometrics. Who made the authenticator does not matter, so that no statement about
 * that is asked for or believed.
 */
public final class Passkeys {
    /** The length of the longest answer of a browser in characters; most have less than a tenth. */
    public static final int LONGEST_ANSWER = 16_384;

    /** Keys of RSA with 4,096 bits have about half. */
    private static final int LONGEST_PUBLIC_KEY = 1_024;

    private static final Set<AuthenticatorTransport> TRANSPORTS = Set.of(
            AuthenticatorTransport.USB,
            AuthenticatorTransport.NFC,
            AuthenticatorTransport.BLE,
            AuthenticatorTransport.SMART_CARD,
            AuthenticatorTransport.HYBRID,
            AuthenticatorTransport.INTERNAL);

    private final ObjectConverter converter = new ObjectConverter();
    private final CBORMapper cbor = converter.getCborMapper();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final RelyingParty party;

    public Passkeys(RelyingParty party) {
        this.party = party;
    }

    /**
     * The passkey that a browser has made for {@link PasskeyOptions#registration}. The caller refuses one whose credential id is
     * already there, whoever has it.
     *
     * @param field the path of the answer in the request
     * @param challenge that of the options
     * @throws ApiException with {@link ErrorCode#VALIDATION_ERROR} when the answer is not valid
     */
    public NewPasskey register(String field, String answer, String challenge) {
        requireShort(field, answer);
        RegistrationParameters parameters =
                new RegistrationParameters(server(challenge), PasskeyAlgorithms.PARAMETERS, true, true);
        return accepted(why -> ErrorCode.VALIDATION_ERROR.forField(field, why), () -> {
            RegistrationData data = manager.verifyRegistrationResponseJSON(answer, parameters);
            AuthenticatorData<?> authenticator = data.getAttestationObject().getAuthenticatorData();
            AttestedCredentialData credential = authenticator.getAttestedCredentialData();
            byte[] publicKey = cbor.writeValueAsBytes(credential.getCOSEKey());
            if (publicKey.length > LONGEST_PUBLIC_KEY) {
                throw new IllegalArgumentException("The public key is too long");
            }
            return new NewPasskey(
                    PasskeyOptions.encoded(credential.getCredentialId()),
                    Buffer.buffer(publicKey),
                    authenticator.getSignCount(),
                    transports(data.getTransports()),
                    authenticator.isFlagBS());
        });
    }

    /**
     * What a browser has sent for {@link PasskeyOptions#signIn}; verified later by {@link #verify}.
     *
     * @throws ApiException with {@link ErrorCode#VALIDATION_ERROR} when it cannot be read
     */
    public PasskeyAssertion read(String field, String answer) {
        requireShort(field, answer);
        return accepted(
                why -> ErrorCode.VALIDATION_ERROR.forField(field, why),
                () -> new PasskeyAssertion(manager.parseAuthenticationResponseJSON(answer)));
    }

    /**
     * Verifies that somebody signs in with a passkey.
     *
     * @param passkey the one with the assertion's credential id
     * @param challenge that of the options
     * @throws ApiException with {@link ErrorCode#UNAUTHORIZED} when it is not this passkey, belongs to another person, or has
     *     signed as often before: then there are two of it
     */
    public PasskeyUse verify(PasskeyAssertion assertion, StoredPasskey passkey, String challenge) {
        byte[] credentialId = Base64.getUrlDecoder().decode(passkey.credentialId());
        AuthenticationParameters parameters = new AuthenticationParameters(
                server(challenge), recordOf(passkey, credentialId), List.of(credentialId), true, true);
        return accepted(ErrorCode.UNAUTHORIZED::withMessage, () -> {
            AuthenticationData data = manager.verify(assertion.data(), parameters);
            // Authenticators that were asked for one certain passkey may leave the person out.
            byte[] person = data.getUserHandle();
            if (person != null && !Arrays.equals(person, passkey.personId().getBytes(StandardCharsets.UTF_8))) {
                throw new IllegalArgumentException("The passkey belongs to another person");
            }
            AuthenticatorData<?> authenticator = data.getAuthenticatorData();
            return new PasskeyUse(authenticator.getSignCount(), authenticator.isFlagBS());
        });
    }

    private ServerProperty server(String challenge) {
        return ServerProperty.builder()
                .origin(new Origin(party.origin()))
                .rpId(party.id())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    /** What is null here was not stored, and is not compared therefore. */
    private CredentialRecord recordOf(StoredPasskey passkey, byte[] credentialId) {
        COSEKey key = cbor.readValue(passkey.publicKey().getBytes(), COSEKey.class);
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                null,
                null,
                passkey.signCount(),
                new AttestedCredentialData(AAGUID.ZERO, credentialId, key),
                null,
                null,
                null,
                null);
    }

    /** Of those that browsers name today; others would be handed back to browsers that may not know them. */
    private static List<String> transports(@Nullable Set<AuthenticatorTransport> sent) {
        return TRANSPORTS.stream()
                .filter(transport -> sent != null && sent.contains(transport))
                .map(AuthenticatorTransport::getValue)
                .sorted()
                .toList();
    }

    private static void requireShort(String field, String answer) {
        if (answer.length() > LONGEST_ANSWER) {
            throw ErrorCode.VALIDATION_ERROR.forField(field, "The passkey's answer is too long.");
        }
    }

    /** Whatever the library throws, it is the browser's answer that was wrong: what we have stored is read before. */
    private static <T> T accepted(Function<String, ApiException> refusal, Supplier<T> verification) {
        try {
            return verification.get();
        } catch (RuntimeException failure) {
            throw refusal.apply(reason(failure));
        }
    }

    private static String reason(RuntimeException failure) {
        return switch (failure) {
            case BadOriginException wrong -> "The passkey was used on another address than the gateway's base URL.";
            case BadRpIdException wrong -> "The passkey belongs to another domain.";
            case UserNotVerifiedException unverified -> "The passkey must ask for a PIN or biometrics.";
            case MaliciousCounterValueException copied -> "The passkey seems to have been copied.";
            default -> "The passkey was not accepted.";
        };
    }
}
