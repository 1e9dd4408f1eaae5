package com.plugipay.work;

import com.plugipay.db.NamedSql;

/** Rows that nodes claim, and release when they stop. */
public interface Claimable {
    /**
     * The statement that makes rows due at {@code :now} which the node starts {@code :numbers} (an array) have claimed;
     * {@code :latest} is the latest possible end of their leases.
     */
    NamedSql release();
}
