package com.plugipay.audit;

import com.plugipay.audit.AuditLinkStore.Link;
import com.plugipay.audit.AuditLinkStore.Pair;
import com.plugipay.audit.AuditVerification.Broken;
import com.plugipay.audit.AuditVerification.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a chain from link to link until the first that does not fit its entry. */
final class ChainWalk {
    private ChainPosition position;
    private long verified;
    private @Nullable Broken broken;
    private @Nullable AuditEntryRow unlinked;

    ChainWalk(ChainPosition start) {
        this.position = start;
    }

    /** After the last entry that holds. */
    ChainPosition position() {
        return position;
    }

    /** How many entries hold. */
    long verified() {
        return verified;
    }

    @Nullable
    Broken broken() {
        return broken;
    }

    /** Follows the next entries and links, by their ids. */
    void follow(List<Pair> pairs) {
        for (Pair pair : pairs) {
            if (!holds(pair.entry(), pair.link())) {
                return;
            }
        }
    }

    private boolean holds(@Nullable AuditEntryRow entry, @Nullable Link link) {
        if (link == null) {
            unlinked = entry;
            return false;
        }
        if (entry == null) {
            breakAt(new Broken(link.position().id(), Reason.MISSING, link.chainedAt()));
            return false;
        }
        ChainPosition next = position.next(entry);
        if (!next.equals(link.position())) {
            boolean isGap = link.position().number() > next.number();
            breakAt(new Broken(entry.id(), isGap ? Reason.MISSING : Reason.CHANGED, entry.at()));
            return false;
        }
        position = next;
        verified++;
        return true;
    }

    /** Whether the walk has ended at an entry without a link: which of the two is wrong depends on the next link. */
    boolean isAtUnlinkedEntry() {
        return unlinked != null;
    }

    /** The id of this entry. */
    String unlinkedId() {
        return unlinked == null ? "" : unlinked.id();
    }

    /** Ends at an entry without a link. It was inserted when the next link follows the one before. */
    Broken explain(Optional<Link> next) {
        boolean follows = next.filter(link -> link.position().number() == position.number() + 1)
                .isPresent();
        Broken explained = new Broken(
                unlinkedId(), follows ? Reason.INSERTED : Reason.MISSING, unlinked == null ? null : unlinked.at());
        breakAt(explained);
        return explained;
    }

    /** Compares the end of the chain with its stored head, unless it has broken before. */
    void end(String lastId, @Nullable Link head) {
        if (broken == null && (head == null || !head.position().equals(position))) {
            boolean isShort = head == null || head.position().number() > position.number();
            breakAt(new Broken(
                    lastId, isShort ? Reason.MISSING : Reason.CHANGED, head == null ? null : head.chainedAt()));
        }
    }

    void breakAt(Broken place) {
        broken = place;
    }
}
