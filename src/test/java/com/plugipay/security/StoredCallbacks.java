package com.plugipay.security;

import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The stored callbacks of a merchant's workspace, and their results. */
final class StoredCallbacks {
    private static final String OPEN = """
            select count(*) as open from provider_callbacks
             where workspace_id = $1 and due_at is not null and last_error is null""";
    private static final String HEADERS = "select headers as text from provider_callbacks where workspace_id = $1";
    private static final String IDS = "select id as text from provider_callbacks where workspace_id = $1";
    private static final String REASONS =
            "select last_error as text from provider_callbacks where workspace_id = $1 and last_error is not null";

    private final TestSandbox sandbox;
    private final Tuple workspace;

    StoredCallbacks(TestSandbox sandbox, Api api) {
        this.sandbox = sandbox;
        this.workspace = Tuple.of(api.key().apiKey().workspaceId());
    }

    /** Waits until each was processed at least once; returns the errors of the unfinished ones. */
    List<String> reasons() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        TestGateway.get(sandbox.gateway().gateway().database().run(OPEN, workspace))
                                        .iterator()
                                        .next()
                                        .getLong("open")
                                == 0);
        return texts(REASONS);
    }

    List<String> headers() {
        return texts(HEADERS);
    }

    List<String> ids() {
        return texts(IDS);
    }

    private List<String> texts(String statement) {
        List<String> texts = new ArrayList<>();
        TestGateway.get(sandbox.gateway().gateway().database().run(statement, workspace))
                .forEach(row -> texts.add(row.getString("text")));
        return texts;
    }
}
