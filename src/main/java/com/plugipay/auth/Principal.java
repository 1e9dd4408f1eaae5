package com.plugipay.auth;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.EventType;
import com.plugipay.secrets.Secret;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * A key that exists and is not revoked: whose it is, what it may do, and what its requests are checked with.
 *
 * @param bearerHash SHA-256 of the random part of its bearer form
 */
public record Principal(
        Tenant tenant,
        String id,
        String keyId,
        String name,
        Role role,
        List<String> scopes,
        SecretKey signingKey,
        Secret bearerHash) {

    public Actor actor() {
        return new Actor(Actor.Type.KEY, id, name);
    }

    public boolean may(Permission access) {
        return role.allows(access, scopes);
    }

    /** Whether events of that type may be shown to it, and sent where it says. */
    public boolean mayKnow(EventType type) {
        return role.allowsEventsOf(Permission.toRead(type.resource()), scopes);
    }

    /** Without anything that could sign. */
    @Override
    public String toString() {
        return "Principal[" + keyId + "]";
    }
}
