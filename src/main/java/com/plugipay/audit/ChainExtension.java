package com.plugipay.audit;

import com.plugipay.audit.AuditChainStore.Head;
import com.plugipay.model.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * New links at the end of a chain.
 *
 * @param head the end of the chain before
 * @param links at least one
 */
record ChainExtension(Head head, List<Head> links) {

    /** The extensions of these chains by entries, which are in the order of each chain. */
    static List<ChainExtension> of(List<Head> heads, List<AuditEntryRow> entries) {
        Map<Tenant, List<AuditEntryRow>> byTenant =
                entries.stream().collect(Collectors.groupingBy(AuditEntryRow::tenant));
        return heads.stream()
                .map(head -> new ChainExtension(head, links(head, byTenant.getOrDefault(head.tenant(), List.of()))))
                .filter(extension -> !extension.links().isEmpty())
                .toList();
    }

    private static List<Head> links(Head head, List<AuditEntryRow> entries) {
        List<Head> links = new ArrayList<>(entries.size());
        ChainPosition position = head.position();
        for (AuditEntryRow entry : entries) {
            position = position.next(entry);
            links.add(new Head(head.tenant(), position));
        }
        return links;
    }

    Tenant tenant() {
        return head.tenant();
    }

    /** The end of the chain with the new links. */
    ChainPosition end() {
        return links.getLast().position();
    }
}
