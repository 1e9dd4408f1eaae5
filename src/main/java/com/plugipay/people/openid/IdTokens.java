package com.plugipay.people.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.plugipay.people.PeopleConfig.OpenId;
import com.plugipay.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/**
 * Verifies ID tokens: the signature by a key of the provider, who has made it for whom and until when, and that it answers the
 * question that this browser has asked.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">ID Token Validation</a>
 */
final class IdTokens {
    private static final int LONGEST = 16 * 1024;

    /** Signatures by a key pair only: neither none, nor by a secret that somebody else may know. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Set<String> REQUIRED = Set.of("iss", "sub", "aud", "exp", "iat", "nonce");

    private final OpenId config;

    IdTokens(OpenId config) {
        this.config = config;
    }

    /** Whether the key that the token names is none of these; false when it names none. */
    boolean isByUnknownKey(Secret token, JWKSet keys) {
        String key = parsed(token).getHeader().getKeyID();
        return key != null && keys.getKeyByKeyId(key) == null;
    }

    /** What the token says; fails with an {@link OpenIdFailure} unless it can be believed. */
    OpenIdClaims verify(Secret token, JWKSet keys, String nonce, Instant now) {
        SignedJWT parsed = parsed(token);
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(new ClaimsAt(config, now));
        try {
            JWTClaimsSet claims = processor.process(parsed, null);
            String authorized = claims.getStringClaim("azp");
            if (authorized == null ? claims.getAudience().size() > 1 : !authorized.equals(config.clientId())) {
                throw OpenIdFailure.refused("The ID token was made for another client");
            }
            if (!isSame(claims.getStringClaim("nonce"), nonce)) {
                throw OpenIdFailure.refused("The ID token answers another question");
            }
            return OpenIdClaims.of(claims);
        } catch (BadJOSEException | JOSEException | ParseException unbelievable) {
            throw OpenIdFailure.refused(shortened(String.valueOf(unbelievable.getMessage())));
        }
    }

    private static SignedJWT parsed(Secret token) {
        if (token.reveal().length() > LONGEST) {
            throw OpenIdFailure.refused("The ID token is too long");
        }
        try {
            return SignedJWT.parse(token.reveal());
        } catch (ParseException unreadable) {
            // Without the message: it may quote the token.
            throw OpenIdFailure.refused("The ID token is not a signed JWT");
        }
    }

    private static boolean isSame(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String message) {
        return message.length() > 200 ? message.substring(0, 200) : message;
    }

    /** Checks the claims by a clock that tests can move; a minute lies between two clocks at most. */
    private static final class ClaimsAt extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Instant now;

        ClaimsAt(OpenId config, Instant now) {
            super(
                    config.clientId(),
                    new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
                    REQUIRED);
            this.now = now;
        }

        @Override
        protected Date currentTime() {
            return Date.from(now);
        }
    }
}
