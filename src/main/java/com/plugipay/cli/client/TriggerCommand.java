package com.plugipay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an event that did not happen, for all webhook endpoints and whoever listens. */
@Command(
        name = "trigger",
        description = "make an event that did not happen, in test mode, for all webhook endpoints and whoever listens",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class TriggerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiAccess access;

    @Parameters(paramLabel = "TYPE", description = "such as payment.succeeded; GET /v1/events/types lists all")
    private String type;

    @Option(names = "--id", paramLabel = "ID", description = "the id of the object that it is about")
    private @Nullable String objectId;

    @Override
    public Integer call() {
        ObjectNode input = Json.MAPPER.createObjectNode().put("type", type);
        if (objectId != null) {
            input.put("aggregateId", objectId);
        }
        PrintWriter output = spec.commandLine().getOut();
        try (ApiClient api = access.client()) {
            JsonNode event = api.post("/events/trigger", input.toString()).path("data");
            output.println(access.isJson() ? event.toString() : EventsCommand.line(event));
        }
        output.flush();
        return 0;
    }
}
