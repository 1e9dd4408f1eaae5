package com.plugipay.webhooks;

/** How the API makes the dispatchers look at once, in the statement that has made deliveries due. */
final class Wake {
    private Wake() {}

    /**
     * The end of a change as {@link com.plugipay.outbox.Write} wants it: lanes are due now, however long they were to be left
     * alone. It locks them in the order of their keys, as every statement does, and after all deliveries: as an array what was
     * made is read to its end first, where a join might stop at the first match and come back for the rest with lanes locked.
     *
     * @param made the expression that gives the endpoints' ids
     */
    static String lanes(String made) {
        return """
            woken as (
                select endpoint_id from webhook_lanes
                 where workspace_id = $1 and mode = $2 and endpoint_id = any (array(select endpoint_id from %s))
                 order by endpoint_id
                   for no key update),
            changed as (
                update webhook_lanes l set due_at = $3, paused_until = null, woken = true
                  from woken
                 where l.workspace_id = $1 and l.mode = $2 and l.endpoint_id = woken.endpoint_id
                returning l.endpoint_id)
            """.formatted(made);
    }
}
