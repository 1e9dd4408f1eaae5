package com.plugipay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the latest requests of the key's workspace, and then, if wanted, each further one. */
@Command(
        name = "logs",
        description = "show the latest requests of the key's workspace, as the node remembers them that answers",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class LogsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiAccess access;

    @Option(names = "--follow", description = "go on with each further request until Ctrl-C")
    private boolean follows;

    @Override
    public Integer call() {
        PrintWriter output = spec.commandLine().getOut();
        String last = "";
        try (ApiClient api = access.client()) {
            do {
                List<JsonNode> latest = new ArrayList<>();
                String target = "/requests" + (last.isEmpty() ? "" : "?after=" + last);
                asked(api, target).path("data").forEach(latest::add);
                for (JsonNode request : latest.reversed()) {
                    output.println(access.isJson() ? request.toString() : line(request));
                    last = request.path("id").asText();
                }
                output.flush();
            } while (follows && Pause.ofASecond());
        }
        return 0;
    }

    /** Who follows waits for a gateway that is away; who asks once is told. */
    private JsonNode asked(ApiClient api, String target) {
        return follows
                ? UntilReached.ask(
                        () -> api.get(target), api.address(), spec.commandLine().getErr())
                : api.get(target);
    }

    private static String line(JsonNode request) {
        return "%s  %d  %-6s %-40s %5d ms  %s  %s"
                .formatted(
                        request.path("createdAt").asText(),
                        request.path("status").asInt(),
                        request.path("method").asText(),
                        request.path("route").asText(),
                        request.path("durationMs").asLong(),
                        request.path("id").asText(),
                        request.path("errorCode").asText(""));
    }
}
