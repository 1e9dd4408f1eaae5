package com.plugipay.settlement;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;

/** A named part of the statement that writes a settlement: a common table expression with its values. */
public record SettlementStep(String name, NamedSql sql, Values values) {}
