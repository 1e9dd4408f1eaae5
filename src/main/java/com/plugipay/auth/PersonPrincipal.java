package com.plugipay.auth;

import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.EventType;

/** A person who acts for no workspace: about the own account, and the workspaces that it leads to. */
public record PersonPrincipal(SignedIn person) implements Principal {

    /** What a person does about the own account stands under the person's id, where a workspace's stands under its own. */
    public static Tenant tenantOf(String personId) {
        return new Tenant(personId, Mode.LIVE);
    }

    @Override
    public Tenant tenant() {
        return tenantOf(person.personId());
    }

    @Override
    public String id() {
        return person.personId();
    }

    @Override
    public Actor actor() {
        return person.actor();
    }

    @Override
    public boolean may(Permission permission) {
        return PermissionTable.isPersonal(permission);
    }

    @Override
    public boolean mayReadEvents(EventType type) {
        return false;
    }
}
