package com.plugipay.workspaces;

import com.plugipay.workspaces.WorkspaceDeletionStatement.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the rows of a deleted workspace are deleted.
 *
 * @param deletedAt since when nobody reaches anything of it
 * @param dueAt when a node goes on; null when nothing is left
 * @param table the name of the statement that goes on; null when a look at all tables begins
 * @param position the key after which it goes on; null at the beginning of its table
 * @param isLast whether the deletion ends with this look at all tables
 * @param tries how often the current batch has failed
 */
record DeletionProgress(
        String workspaceId,
        Instant deletedAt,
        @Nullable Instant dueAt,
        @Nullable String table,
        @Nullable List<String> position,
        boolean isLast,
        int tries) {
    /** After the deletion: later than anything can write that was under way then. */
    private static final Duration LAST_LOOK = Duration.ofDays(1);

    /** After a look that has found rows although it was to be the last. */
    private static final Duration ONCE_MORE = Duration.ofMinutes(10);

    WorkspaceDeletionStatement statement() {
        return WorkspaceTables.named(table);
    }

    /** The progress with the batch that was just deleted. */
    DeletionProgress after(Taken taken, Instant now) {
        boolean isFirst = table == null;
        boolean last = !taken.hasRows() && (isFirst ? !now.isBefore(deletedAt.plus(LAST_LOOK)) : isLast);
        if (taken.isFull()) {
            return new DeletionProgress(workspaceId, deletedAt, now, statement().name(), taken.last(), last, 0);
        }
        Optional<WorkspaceDeletionStatement> next = WorkspaceTables.after(statement());
        return next.isPresent()
                ? new DeletionProgress(workspaceId, deletedAt, now, next.get().name(), null, last, 0)
                : new DeletionProgress(workspaceId, deletedAt, last ? null : lookAgain(now), null, null, false, 0);
    }

    private Instant lookAgain(Instant now) {
        Instant lastLook = deletedAt.plus(LAST_LOOK);
        return now.isBefore(lastLook) ? lastLook : now.plus(ONCE_MORE);
    }

    /** The same after a failure: from the first table on, as a row may refer to one of an earlier table. */
    DeletionProgress failed(Instant next) {
        return new DeletionProgress(workspaceId, deletedAt, next, null, null, false, tries + 1);
    }
}
