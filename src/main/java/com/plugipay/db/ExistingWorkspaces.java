package com.plugipay.db;

/**
 * The part of a statement that leaves out workspaces that were deleted and of which rows are still left. It belongs to every
 * statement that finds rows without a known workspace and lets somebody in or works on what it finds: keys, sessions of
 * people, links of buyers and customers, and the claims of workers.
 *
 * <p>The list is short, read once by each statement, and is correct from the statement on that deletes the workspace, whatever
 * a request that was under way has added since.
 */
public final class ExistingWorkspaces {
    private ExistingWorkspaces() {}

    /** A condition on the column that has the id of a workspace or, where people have rows of their own, of a person. */
    public static String only(String column) {
        return column + " <> all (array(select id from deleted_workspaces where due_at is not null))";
    }
}
