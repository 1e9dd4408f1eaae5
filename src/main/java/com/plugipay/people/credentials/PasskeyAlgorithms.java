package com.plugipay.people.credentials;

import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import java.util.List;

/** The signature algorithms of passkeys, in the order in which authenticators should prefer them. */
final class PasskeyAlgorithms {
    /** EdDSA, ES256, and RS256, which Windows Hello has. */
    private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.RS256);

    static final List<Integer> NUMBERS =
            ALGORITHMS.stream().map(algorithm -> (int) algorithm.getValue()).toList();

    static final List<PublicKeyCredentialParameters> PARAMETERS = ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
            .toList();

    private PasskeyAlgorithms() {}
}
