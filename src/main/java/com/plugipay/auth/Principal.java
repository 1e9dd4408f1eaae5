package com.plugipay.auth;

import com.plugipay.model.Actor;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.EventType;

/** Who sends a request: an API key, a member of a workspace, or a person who acts for no workspace. */
public sealed interface Principal permits KeyPrincipal, MemberPrincipal, PersonPrincipal {
    /** The workspace and the mode that the request is about. */
    Tenant tenant();

    /** What its requests are counted by. */
    String id();

    /** Who has made the changes of the request. */
    Actor actor();

    boolean may(Permission permission);

    /** Whether it may read events of this type, and have them sent to endpoints. */
    boolean mayReadEvents(EventType type);
}
