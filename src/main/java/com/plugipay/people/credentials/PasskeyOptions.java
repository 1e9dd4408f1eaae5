package com.plugipay.people.credentials;

import com.plugipay.model.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a page hands to {@code navigator.credentials} to make or use a passkey; as JSON it is what {@code
 * PublicKeyCredential.parseCreationOptionsFromJSON} and {@code parseRequestOptionsFromJSON} read. Bytes are in base64url.
 */
public final class PasskeyOptions {
    private static final int CHALLENGE_BYTES = 32;

    /** Milliseconds; within them the person finds the phone or the security key. */
    private static final int TIMEOUT = 300_000;

    private static final String NAME = "Plugipay";
    private static final String REQUIRED = "required";
    private static final String TYPE = "public-key";

    private PasskeyOptions() {}

    /** The options of {@code navigator.credentials.create}. */
    public record Registration(
            Party rp,
            User user,
            String challenge,
            List<Parameters> pubKeyCredParams,
            int timeout,
            List<Descriptor> excludeCredentials,
            Selection authenticatorSelection,
            String attestation) {}

    /** The options of {@code navigator.credentials.get}. */
    public record SignIn(
            String challenge, int timeout, String rpId, List<Descriptor> allowCredentials, String userVerification) {}

    /** The relying party. */
    public record Party(String id, String name) {}

    /**
     * The person.
     *
     * @param id what the passkey keeps, and tells when somebody signs in with it: the person's id
     * @param name what the browser shows next to the passkey: the e-mail address
     */
    public record User(String id, String name, String displayName) {}

    /** A signature algorithm, by its number in COSE. */
    public record Parameters(String type, int alg) {}

    /** A passkey that exists. */
    public record Descriptor(String type, String id, List<String> transports) {}

    /** The kind of passkey: one that is kept with the person's id and asks for a PIN or biometrics. */
    public record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

    /** A fresh challenge. It counts for one try and a few minutes; the caller stores it until then. */
    public static String newChallenge() {
        return encoded(Ids.randomBytes(CHALLENGE_BYTES));
    }

    /**
     * Options to make a passkey.
     *
     * @param existing the person's passkeys; no authenticator that has one of them makes another
     */
    public static Registration registration(
            RelyingParty party,
            String challenge,
            String personId,
            String email,
            String displayName,
            List<StoredPasskey> existing) {
        return new Registration(
                new Party(party.id(), NAME),
                new User(encoded(personId.getBytes(StandardCharsets.UTF_8)), email, displayName),
                challenge,
                PasskeyAlgorithms.NUMBERS.stream()
                        .map(number -> new Parameters(TYPE, number))
                        .toList(),
                TIMEOUT,
                descriptors(existing),
                new Selection(REQUIRED, true, REQUIRED),
                "none");
    }

    /**
     * Options to use a passkey.
     *
     * @param allowed the person's passkeys when the person is known; otherwise empty, and the browser shows those that it has
     */
    public static SignIn signIn(RelyingParty party, String challenge, List<StoredPasskey> allowed) {
        return new SignIn(challenge, TIMEOUT, party.id(), descriptors(allowed), REQUIRED);
    }

    private static List<Descriptor> descriptors(List<StoredPasskey> passkeys) {
        return passkeys.stream()
                .map(passkey -> new Descriptor(TYPE, passkey.credentialId(), passkey.transports()))
                .toList();
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
