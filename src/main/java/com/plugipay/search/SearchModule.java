package com.plugipay.search;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import io.vertx.core.Future;

/** Finds what a person has in hand: an id, a provider's reference, an address, a name, a number or an amount. */
public final class SearchModule implements Module {
    private final SearchStore store;

    public SearchModule(Node node) {
        this.store = new SearchStore(node.database());
    }

    @Override
    public void mount(Operations api) {
        api.get(
                        "/search",
                        "Find objects by an id, a provider's reference, an e-mail address, a name, a number or an amount")
                .requires("payments")
                .returnsAll(Hit.class)
                .parameters("q")
                .handledBy(this::search);
    }

    private Future<Page<Hit>> search(Call<Void> call) {
        String typed = call.query("q");
        SearchText text = SearchText.of(typed == null ? "" : typed);
        if (text.isEmpty()) {
            throw ErrorCode.VALIDATION_ERROR.forField("q", "What is to be found?");
        }
        return store.find(call.tenant(), text).map(Page::whole);
    }
}
