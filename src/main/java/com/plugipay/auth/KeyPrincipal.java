package com.plugipay.auth;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.EventType;
import com.plugipay.secrets.Secret;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * An API key that is not revoked: its workspace and mode, its permissions, and what its requests are verified with.
 *
 * @param scopes what a restricted key may do, see {@link KeyScopes#allowing}
 * @param bearerHash SHA-256 of the random part of its bearer token, in hex
 */
public record KeyPrincipal(
        Tenant tenant,
        String id,
        String keyId,
        String name,
        KeyRole role,
        Set<String> scopes,
        SecretKey signingKey,
        Secret bearerHash)
        implements Principal {

    public KeyPrincipal {
        scopes = Set.copyOf(scopes);
    }

    /** The same key, acting for a workspace that its own has provisioned. */
    public KeyPrincipal actingFor(Tenant provisioned) {
        return new KeyPrincipal(provisioned, id, keyId, name, role, scopes, signingKey, bearerHash);
    }

    @Override
    public Actor actor() {
        return new Actor(Actor.Type.KEY, id, name);
    }

    @Override
    public boolean may(Permission permission) {
        return PermissionTable.allows(role, scopes, permission);
    }

    /** A key that manages webhooks may read all events; a restricted key only those about objects that it could read itself. */
    @Override
    public boolean mayReadEvents(EventType type) {
        return role == KeyRole.WEBHOOK_MANAGEMENT_ONLY || may(Permission.toRead(type.resource()));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "KeyPrincipal[" + keyId + "]";
    }
}
