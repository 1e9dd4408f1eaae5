package com.plugipay.auth;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.EventType;

/**
 * A person who acts for a workspace.
 *
 * @param id of the membership
 */
public record MemberPrincipal(Tenant tenant, String id, MemberRole role, SignedIn person) implements Principal {

    @Override
    public Actor actor() {
        return person.actor().as(role.text());
    }

    @Override
    public boolean may(Permission permission) {
        return PermissionTable.allows(role, permission);
    }

    /** Every member may read the objects that events show. */
    @Override
    public boolean mayReadEvents(EventType type) {
        return may(Permission.toRead(type.resource()));
    }
}
