package com.plugipay.people.credentials;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A passkey of a person, as far as it matters for signing in; see {@link NewPasskey}.
 *
 * @param signCount the count of its last use
 */
public record StoredPasskey(
        String personId, String credentialId, Buffer publicKey, long signCount, List<String> transports) {}
