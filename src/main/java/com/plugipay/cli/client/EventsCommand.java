package com.plugipay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the latest events. */
@Command(
        name = "events",
        description = "list the latest events of the key's workspace",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class EventsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiAccess access;

    @Option(names = "--type", paramLabel = "TYPE", description = "only those of this type, such as payment.succeeded")
    private @Nullable String type;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many, 100 at most; usually ${DEFAULT-VALUE}")
    private int limit;

    @Override
    public Integer call() {
        String filter = type == null ? "" : "&type=" + URLEncoder.encode(type, StandardCharsets.UTF_8);
        PrintWriter output = spec.commandLine().getOut();
        try (ApiClient api = access.client()) {
            for (JsonNode event : api.get("/events?limit=" + limit + filter).path("data")) {
                output.println(access.isJson() ? event.toString() : line(event));
            }
        }
        output.flush();
        return 0;
    }

    /** An event in one line, for people. */
    static String line(JsonNode event) {
        return "%s  %-32s %s  %s"
                .formatted(
                        event.path("createdAt").asText(),
                        event.path("type").asText(),
                        event.path("id").asText(),
                        event.path("data").path("object").path("id").asText());
    }
}
