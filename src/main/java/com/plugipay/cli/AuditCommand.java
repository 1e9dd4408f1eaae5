package com.plugipay.cli;

import com.plugipay.audit.AuditVerification;
import com.plugipay.audit.AuditVerification.Broken;
import com.plugipay.audit.AuditVerifier;
import com.plugipay.db.Database;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.workspaces.WorkspaceStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the audit logs with their chains, while nodes run: the command {@code audit verify}. It changes nothing, keeps one
 * page in memory, and blocks, as commands may.
 */
public final class AuditCommand {
    private final AuditVerifier verifier;
    private final Consumer<String> output;

    private AuditCommand(Database database, Consumer<String> output) {
        this.verifier = new AuditVerifier(database);
        this.output = output;
    }

    /**
     * Runs the command.
     *
     * @param workspaces the ids of the workspaces, in both modes; empty for all
     * @param output takes the lines of the output, one for each workspace and mode
     * @return whether all logs hold
     */
    public static boolean verify(Database database, List<String> workspaces, Consumer<String> output) throws Exception {
        AuditCommand command = new AuditCommand(database, output);
        if (workspaces.isEmpty()) {
            return command.verifyAll();
        }
        boolean isWhole = true;
        for (String workspace : workspaces) {
            isWhole &= command.verifyWorkspace(workspace, new WorkspaceStore(database));
        }
        return isWhole;
    }

    private boolean verifyAll() throws Exception {
        boolean isWhole = true;
        Optional<Tenant> tenant = OperatorCommand.get(verifier.tenantAfter(null));
        while (tenant.isPresent()) {
            isWhole &= verify(tenant.get());
            tenant = OperatorCommand.get(verifier.tenantAfter(tenant.get()));
        }
        return isWhole;
    }

    /** A workspace that is not there has no log either, unless it was deleted or somebody has removed its row only. */
    private boolean verifyWorkspace(String id, WorkspaceStore workspaces) throws Exception {
        boolean isKnown = OperatorCommand.get(workspaces.find(id)).isPresent();
        Optional<Instant> deletedAt = isKnown ? Optional.empty() : OperatorCommand.get(workspaces.deletedAt(id));
        if (deletedAt.isPresent()) {
            output.accept("The workspace %s was deleted at %s, with its log.".formatted(id, deletedAt.get()));
            return true;
        }
        if (!isKnown) {
            output.accept("There is no workspace " + id + '.');
        }
        boolean isWhole = isKnown;
        for (Mode mode : Mode.values()) {
            isWhole &= verify(new Tenant(id, mode));
        }
        return isWhole;
    }

    private boolean verify(Tenant tenant) throws Exception {
        long verified = 0;
        @Nullable String after = null;
        AuditVerification part;
        do {
            part = OperatorCommand.get(verifier.verify(tenant, after, null));
            verified += part.verified();
            after = part.lastId();
        } while (!part.complete());
        output.accept(line(tenant, verified, part));
        return part.firstBroken() == null;
    }

    private static String line(Tenant tenant, long verified, AuditVerification last) {
        String counted = "%s (%s): %d entries hold, %d are not chained yet, head %s of %s"
                .formatted(
                        tenant.workspaceId(),
                        tenant.mode().text(),
                        verified,
                        last.unchained(),
                        last.head(),
                        last.lastId());
        Broken broken = last.firstBroken();
        return broken == null
                ? counted
                : counted
                        + "; first broken: %s, %s, %s"
                                .formatted(broken.id(), broken.reason().name().toLowerCase(Locale.ROOT), broken.at());
    }
}
