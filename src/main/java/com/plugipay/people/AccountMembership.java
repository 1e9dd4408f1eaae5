package com.plugipay.people;

import com.plugipay.auth.MemberRole;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A workspace that the person is a member of, which client libraries call an account. */
public record AccountMembership(MemberRole role, WorkspaceName account, Instant joinedAt) {

    /** What a workspace is called. */
    public record WorkspaceName(String id, String name, String slug) {}

    /** Finds the workspaces of people. It is implemented in {@code members}, which depends on people. */
    public interface Source {
        Future<List<AccountMembership>> of(String personId);
    }
}
