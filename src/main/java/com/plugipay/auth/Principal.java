package com.plugipay.auth;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.EventType;
import com.plugipay.secrets.Secret;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * An API key that is not revoked: its workspace and mode, its permissions, and what its requests are verified with.
 *
 * @param bearerHash SHA-256 of the random part of its bearer token, in hex
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

    public boolean may(Permission permission) {
        return role.allows(permission, scopes);
    }

    /** Whether it may read events of this type, and have them sent to endpoints. */
    public boolean mayReadEvents(EventType type) {
        return role.allowsEventsOf(Permission.toRead(type.resource()), scopes);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "Principal[" + keyId + "]";
    }
}
