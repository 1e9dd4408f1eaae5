package com.plugipay.attempts;

import com.plugipay.db.NamedSql;

/**
 * A statement about the attempts of something that is paid, in which {@code :payable_id} is its id: of a checkout session, or
 * of an invoice with all its sessions. They are two statements, so that each has its index.
 */
public record OfPayable(NamedSql ofSession, NamedSql ofInvoice) {
    private static final String INVOICE = "inv_";

    /** @param sql in which {@code %s} is the column that has the id */
    static OfPayable sql(String sql) {
        return new OfPayable(
                NamedSql.of(sql.formatted("checkout_session_id")), NamedSql.of(sql.formatted("invoice_id")));
    }

    /** The statement for the id. */
    public NamedSql of(String payableId) {
        return payableId.startsWith(INVOICE) ? ofInvoice : ofSession;
    }
}
