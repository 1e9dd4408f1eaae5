package com.plugipay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.secrets.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the API of a command is, and the key with which it is called; of every command for developers. */
public final class ApiAccess {
    /** The variables that these commands read; the configuration of a node has no such keys. */
    public static final String URL_VARIABLE = "PLUGIPAY_URL";

    public static final String KEY_VARIABLE = "PLUGIPAY_API_KEY";

    /** What development mode writes. */
    private static final Path DEVELOPMENT = Path.of("data", "dev.json");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the address of Plugipay; else of the variable PLUGIPAY_URL, else of data/dev.json")
    private @Nullable String url;

    @Option(names = "--json", description = "print JSON, an object a line")
    private boolean json;

    /** Whether the output is for programs. */
    boolean isJson() {
        return json;
    }

    /** A client of the API; fails saying what is missing. */
    ApiClient client() {
        Map<String, String> environment = System.getenv();
        JsonNode development = development();
        String address = url != null ? url : environment.getOrDefault(URL_VARIABLE, text(development, "baseUrl"));
        String key = environment.getOrDefault(KEY_VARIABLE, text(development, "key"));
        if (key.isBlank()) {
            throw new CommandFailure(
                    "There is no key: set " + KEY_VARIABLE + " to the bearer form of an API key, such as"
                            + " pk_test_…, or run this where development mode has written data/dev.json.");
        }
        if (address.isBlank()) {
            throw new CommandFailure("There is no address: set " + URL_VARIABLE + ", or give --url.");
        }
        return new ApiClient(address, new Secret(key));
    }

    private static String text(JsonNode development, String name) {
        return development.path(name).asText("");
    }

    private static JsonNode development() {
        try {
            return Files.isReadable(DEVELOPMENT)
                    ? Json.MAPPER.readTree(Files.readString(DEVELOPMENT))
                    : Json.MAPPER.createObjectNode();
        } catch (IOException damaged) {
            throw new CommandFailure(DEVELOPMENT + " cannot be read: " + damaged.getMessage());
        }
    }
}
