package com.plugipay.workspaces;

import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.work.Work;
import java.util.List;

/** The deletion of workspaces. Their routes are those of their members. */
public final class WorkspaceModule implements Module {
    private final WorkspaceDeletion deletion;

    public WorkspaceModule(Node node) {
        this.deletion = new WorkspaceDeletion(node.database(), node.authenticator());
    }

    @Override
    public List<Work> work() {
        return List.of(deletion.work());
    }
}
