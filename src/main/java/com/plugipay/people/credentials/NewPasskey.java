package com.plugipay.people.credentials;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A passkey that a browser has just made. Nothing in it is secret.
 *
 * @param credentialId names it among all passkeys of the world; in base64url, at most 1,364 characters
 * @param publicKey a COSE key
 * @param signCount how often it has signed; 0 from those that do not count
 * @param transports how the browser reaches it, such as {@code internal} or {@code usb}
 * @param isBackedUp whether it is kept in an account of Apple, Google or the like, and survives the loss of the device
 */
public record NewPasskey(
        String credentialId, Buffer publicKey, long signCount, List<String> transports, boolean isBackedUp) {}
