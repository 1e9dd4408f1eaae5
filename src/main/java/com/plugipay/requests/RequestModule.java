package com.plugipay.requests;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.http.requests.RecentRequests;
import com.plugipay.http.requests.RequestEntry;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import io.vertx.core.Future;

/** The latest requests of a workspace, as this node remembers them. */
public final class RequestModule implements Module {
    private final RecentRequests recent;

    public RequestModule(Node node) {
        this.recent = node.requests();
    }

    @Override
    public void mount(Operations api) {
        api.get("/requests", "List the last thousand requests of the workspace's keys to this node, the newest first")
                .returnsAll(RequestEntry.class)
                .parameters("after")
                .handledBy(this::list);
        api.get("/requests/:id", "Retrieve one of the latest requests by its X-Request-Id")
                .returns(200, RequestEntry.class)
                .handledBy(this::retrieve);
    }

    private Future<Page<RequestEntry>> list(Call<Void> call) {
        return Future.succeededFuture(Page.whole(recent.of(call.tenant(), call.query("after"))));
    }

    private Future<RequestEntry> retrieve(Call<Void> call) {
        return Future.succeededFuture(
                recent.find(call.tenant(), call.id()).orElseThrow(ErrorCode.NOT_FOUND::exception));
    }
}
