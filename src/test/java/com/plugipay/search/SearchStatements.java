package com.plugipay.search;

import com.plugipay.model.Tenant;
import io.vertx.sqlclient.Tuple;

/** The statement that finds objects, which the benchmark sends without HTTP. */
public final class SearchStatements {
    public static final String FIND = SearchStore.FIND.sql();

    private SearchStatements() {}

    public static Tuple find(Tenant tenant, String text) {
        return SearchStore.FIND.parameters(SearchStore.values(tenant, new SearchText(text)));
    }
}
