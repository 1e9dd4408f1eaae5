package com.plugipay.work;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows fall due, are claimed by one node at a time and rescheduled, with the statements for that.
 *
 * @param key the column by which a row is known within its tenant
 * @param tries the column that counts how often it was claimed, or tried
 * @param notesEnds whether its provider is a part of a row's key, claims are counted, and ends noted
 */
public record DueTable(String claim, String end, String giveBack, String key, String tries, boolean notesEnds)
        implements Claimable {
    private static final String OF_PROVIDER = " and due.provider = $6";

    /**
     * How a table is laid out, beside its tenant, {@code claimed_by} and {@code last_error}.
     *
     * @param key what its primary key has beside the tenant: without it no index finds a row
     * @param due when it is due, null when it never is
     * @param tries how often it was claimed, or tried
     */
    public record Layout(String table, String key, String due, String tries, String selected) {
        /** Rows are claimed of one of these providers at a time. */
        public DueTable byProvider(List<String> providers) {
            return table(OF_PROVIDER, providers, null);
        }

        /**
         * The same whose primary key has the provider too, whose claims are counted when they are made, and whose end is
         * noted in that column.
         */
        public DueTable byProviderNoting(List<String> providers, String doneAt) {
            return table(OF_PROVIDER, providers, doneAt);
        }

        /** Rows of all kinds are claimed together. */
        public DueTable together() {
            return table("", List.of(), null);
        }

        private DueTable table(String claimed, List<String> providers, @Nullable String doneAt) {
            String counted = doneAt == null ? "" : ", %1$s = t.%1$s + 1".formatted(tries);
            String noted = doneAt == null ? "" : ", " + doneAt + " = $9";
            // Only there: beside a key that is whole without it, it leads a planner without statistics to another
            // index.
            String ofProvider = doneAt == null ? "" : " and x.provider = $10";
            String of = providers.isEmpty() ? "" : " and provider in ('" + String.join("', '", providers) + "')";
            return new DueTable(
                    // Rows by their place: no join whose order a planner without statistics could get wrong.
                    """
                            update %1$s t set %2$s = $2, claimed_by = $4%4$s
                             where t.ctid = any (array(
                                select due.ctid from %1$s due
                                 where due.%2$s <= $1%5$s and due.workspace_id <> all ($5)
                                 order by due.%2$s limit $3
                                   for update of due skip locked))
                            returning %6$s""".formatted(table, due, tries, counted, claimed, selected),
                    // The rows of one tenant after the other found by their whole keys, in the key's collation,
                    // without which no index is of use; and then by their place, so that no planner without
                    // statistics gets the order of a join wrong.
                    """
                            update %1$s t set %2$s = $6, last_error = $7, %3$s = %3$s + $8, claimed_by = null%4$s
                             where t.ctid = any (array(
                                select found.ctid
                                  from unnest($1::text[], $2::text[], $3::text[], $4::integer[])
                                        as r (workspace_id, mode, key, tries),
                                       lateral (
                                        select x.ctid from %1$s x
                                         where x.workspace_id = r.workspace_id collate "C" and x.mode = r.mode
                                           and x.%5$s = r.key collate "C"%6$s
                                           and x.%3$s = r.tries and x.claimed_by = $5
                                         limit 1) found))""".formatted(table, due, tries, noted, key, ofProvider),
                    // What is claimed is due within a lease, which is what the index of due rows finds it by.
                    """
                            update %1$s set %2$s = $2, claimed_by = null
                             where claimed_by = any ($1) and %2$s > $2 and %2$s <= $3%3$s""".formatted(table, due, of),
                    key,
                    tries,
                    doneAt != null);
        }
    }
}
