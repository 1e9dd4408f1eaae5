package com.plugipay.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.model.Ids;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the object of any id. */
@Command(name = "get", description = "show the object of an id, whatever it is", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class GetCommand implements Callable<Integer> {
    /** The path of the objects in the API by the prefix of their ids. */
    static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("ak", "api-keys"),
            Map.entry("att", "payment-attempts"),
            Map.entry("clock", "test-clocks"),
            Map.entry("cs", "checkout-sessions"),
            Map.entry("cus", "customers"),
            Map.entry("dp", "dunning-policies"),
            Map.entry("evt", "events"),
            Map.entry("gc", "gift-cards"),
            Map.entry("inv", "invoices"),
            Map.entry("mem", "members"),
            Map.entry("pay", "payments"),
            Map.entry("plan", "plans"),
            Map.entry("prf", "proofs"),
            Map.entry("price", "prices"),
            Map.entry("pt", "payment-methods"),
            Map.entry("rcpt", "receipts"),
            Map.entry("re", "refunds"),
            Map.entry("req", "requests"),
            Map.entry("sub", "subscriptions"),
            Map.entry("tmpl", "templates"),
            Map.entry("whd", "webhooks/deliveries"),
            Map.entry("whep", "webhooks"),
            Map.entry("whr", "webhooks/recoveries"),
            Map.entry("ws", "workspaces"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiAccess access;

    @Parameters(paramLabel = "ID", description = "such as pay_01M2…; a request's X-Request-Id too")
    private String id;

    @Override
    public Integer call() throws JsonProcessingException {
        @Nullable String path = PATHS.get(id.substring(0, Math.max(0, id.indexOf('_'))));
        if (path == null || !Ids.isPossible(id)) {
            throw new CommandFailure(
                    "Ids of objects begin with " + String.join("_, ", new TreeSet<>(PATHS.keySet())) + "_.");
        }
        PrintWriter output = spec.commandLine().getOut();
        try (ApiClient api = access.client()) {
            JsonNode object = api.get('/' + path + '/' + id).path("data");
            output.println(
                    access.isJson()
                            ? object.toString()
                            : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object));
        }
        output.flush();
        return 0;
    }
}
