package com.plugipay.search;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Ids;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import io.vertx.core.Future;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what a person has in hand: an id, a provider's reference, an address, a name, a number or an amount. */
public final class SearchModule implements Module {
    private static final int MOST_NAMES = 200;
    private static final int LONGEST_NAMES = 6_500;
    private static final Pattern COMMA = Pattern.compile(",");

    private final SearchStore store;
    private final ObjectNameStore names;

    public SearchModule(Node node) {
        this.store = new SearchStore(node.database());
        this.names = new ObjectNameStore(node.database());
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
        api.get("/names", "Find the names of customers and plans by their ids, which are separated by commas")
                .requires("customers")
                .returnsAll(ObjectName.class)
                .longParameter("ids", LONGEST_NAMES)
                .handledBy(this::names);
    }

    private Future<Page<ObjectName>> names(Call<Void> call) {
        String typed = call.query("ids");
        List<String> ids = COMMA.splitAsStream(typed == null ? "" : typed)
                .filter(Ids::isPossible)
                .distinct()
                .toList();
        if (ids.isEmpty() || ids.size() > MOST_NAMES) {
            throw ErrorCode.VALIDATION_ERROR.forField("ids", "There must be 1 to " + MOST_NAMES + " ids.");
        }
        return names.find(call.tenant(), ids).map(Page::whole);
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
