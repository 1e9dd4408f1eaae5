package com.plugipay.work;

import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a table whose rows fall due, are claimed by one node at a time and rescheduled. Claims and releases are
 * of all workspaces.
 *
 * @param key the column that identifies a row within its tenant
 * @param tries the column that counts claims or tries
 * @param recordsEnd whether the provider is a part of the rows' key, claims are counted, and the time of the end is stored
 */
public record DueTable(NamedSql claim, NamedSql end, NamedSql release, String key, String tries, boolean recordsEnd)
        implements Claimable {
    private static final String OF_PROVIDER = " and due.provider = :provider";

    /**
     * The columns of a table, besides its tenant, {@code claimed_by} and {@code last_error}.
     *
     * @param key the column of the primary key after the tenant, without which no index finds a row
     * @param due when a row is due; null when it never is
     * @param tries how often a row was claimed or tried
     * @param selected the select list of a claim
     */
    public record Layout(String table, String key, String due, String tries, String selected) {
        /** Rows are claimed for one of these providers at a time. */
        public DueTable byProvider(List<String> providers) {
            return table(OF_PROVIDER, providers, null);
        }

        /**
         * The same for a table whose primary key has the provider too, where claims are counted when they are made and
         * the time of the end is stored in a column.
         */
        public DueTable byProviderRecording(List<String> providers, String doneAt) {
            return table(OF_PROVIDER, providers, doneAt);
        }

        /** Rows of all kinds are claimed together. */
        public DueTable together() {
            return table("", List.of(), null);
        }

        private DueTable table(String claimed, List<String> providers, @Nullable String doneAt) {
            String counted = doneAt == null ? "" : ", %1$s = t.%1$s + 1".formatted(tries);
            String recorded = doneAt == null ? "" : ", " + doneAt + " = :done_at";
            // Only where it is a part of the key: otherwise it leads a planner without statistics to another index.
            String ofProvider = doneAt == null ? "" : " and x.provider = :provider";
            String amongProviders =
                    providers.isEmpty() ? "" : " and provider in ('" + String.join("', '", providers) + "')";
            return new DueTable(
                    // By ctid: a planner without statistics could choose a wrong order for a join.
                    NamedSql.of("""
                            update %1$s t set %2$s = :leased_until, claimed_by = :node%4$s
                             where t.ctid = any (array(
                                select due.ctid from %1$s due
                                 where due.%2$s <= :now%5$s and due.workspace_id <> all (:busy) and %7$s
                                 order by due.%2$s limit :most
                                   for update of due skip locked))
                            returning %6$s""".formatted(
                                    table,
                                    due,
                                    tries,
                                    counted,
                                    claimed,
                                    selected,
                                    ExistingWorkspaces.only("due.workspace_id"))),
                    // The rows of one tenant after the other are found by their whole keys, in the key's collation,
                    // without which no index is used; and then by ctid, because a planner without statistics could
                    // choose a wrong order for a join.
                    NamedSql.of("""
                            update %1$s t
                               set %2$s = :due_at, last_error = :error, %3$s = %3$s + :added_tries, claimed_by = null%4$s
                             where t.ctid = any (array(
                                select found.ctid
                                  from unnest(:workspaces::text[], :modes::text[], :keys::text[], :tries::integer[],
                                            :leases::timestamptz[])
                                        as r (workspace_id, mode, key, tries, leased_until),
                                       lateral (
                                        select x.ctid, x.%2$s as leased_until from %1$s x
                                         where x.workspace_id = r.workspace_id collate "C" and x.mode = r.mode
                                           and x.%5$s = r.key collate "C"%6$s
                                           and x.%3$s = r.tries and x.claimed_by = :node
                                         limit 1) found
                                 where found.leased_until = r.leased_until))""".formatted(table, due, tries, recorded, key, ofProvider)),
                    // Claimed rows are due within a lease, so that the index of due rows finds them.
                    NamedSql.of("""
                            update %1$s set %2$s = :now, claimed_by = null
                             where claimed_by = any (:numbers) and %2$s > :now and %2$s <= :latest%3$s""".formatted(table, due, amongProviders)),
                    key,
                    tries,
                    doneAt != null);
        }
    }
}
