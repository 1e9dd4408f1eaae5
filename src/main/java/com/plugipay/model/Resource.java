package com.plugipay.model;

/** An object of the API that belongs to a workspace and a mode. */
public interface Resource {
    String id();

    String workspaceId();

    Mode mode();

    default Tenant tenant() {
        return new Tenant(workspaceId(), mode());
    }
}
