package com.plugipay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.plugipay.cli.client.ApiAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: the defaults of {@code conf/plugipay.yaml} as it was built in, over them the operator's file,
 * over both the environment. Whatever is wrong is an {@link IllegalArgumentException} that a person can act on.
 */
public final class ConfigLoader {
    private static final String PREFIX = "PLUGIPAY_";

    /** What only the commands for developers read. */
    private static final Set<String> OF_COMMANDS = Set.of(ApiAccess.URL_VARIABLE, ApiAccess.KEY_VARIABLE);

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private ConfigLoader() {}

    /**
     * Loads what a process has that was started in this directory with these variables.
     *
     * @param directory below which the operator's file is at {@code conf/plugipay.yaml}, if there is one
     */
    public static Config loadIn(Path directory, Map<String, String> environment) {
        Path file = directory.resolve("conf").resolve("plugipay.yaml");
        return load(Files.exists(file) ? file : null, environment);
    }

    /**
     * Loads it.
     *
     * @param file the operator's file, or null
     * @param environment the variables of the process; those that begin with PLUGIPAY_ must all be known
     */
    public static Config load(@Nullable Path file, Map<String, String> environment) {
        ObjectNode tree = defaults();
        if (file != null) {
            overlay(tree, read(file), "");
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OF_COMMANDS.contains(name) && !override(tree, PREFIX, name, value)) {
                throw new IllegalArgumentException("The environment variable " + name + " is no configuration key");
            }
        });
        try {
            return YAML.treeToValue(tree, Config.class);
        } catch (JsonProcessingException wrong) {
            // Without the cause: it quotes values, and some are secret.
            throw new IllegalArgumentException(explain(wrong));
        }
    }

    private static ObjectNode defaults() {
        try (InputStream stream = Objects.requireNonNull(
                ConfigLoader.class.getResourceAsStream("/plugipay.yaml"), "The built-in plugipay.yaml")) {
            return (ObjectNode) YAML.readTree(stream);
        } catch (IOException damaged) {
            throw new IllegalStateException(damaged);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            JsonNode tree = YAML.readTree(Files.readString(file));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(file + " must hold keys and values");
        } catch (JsonProcessingException malformed) {
            // Without the message and the cause: they quote the line, and it may hold a secret.
            throw new IllegalArgumentException(
                    file + " is not YAML in line " + malformed.getLocation().getLineNr());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static void overlay(ObjectNode base, ObjectNode above, String path) {
        above.properties().forEach(entry -> {
            String key = path + entry.getKey();
            JsonNode known = base.get(entry.getKey());
            if (known == null) {
                throw new IllegalArgumentException("The configuration has an unknown key: " + key);
            }
            if (entry.getValue().isNull()) {
                throw new IllegalArgumentException(key + " has no value");
            }
            if (known instanceof ObjectNode below) {
                if (!(entry.getValue() instanceof ObjectNode section)) {
                    throw new IllegalArgumentException(key + " must be a section with keys of its own");
                }
                overlay(below, section, key + ".");
            } else {
                base.set(entry.getKey(), entry.getValue());
            }
        });
    }

    /** Sets the key whose path, spelled in capitals with underscores, is the variable's name; gives whether there is one. */
    private static boolean override(ObjectNode tree, String prefix, String name, String value) {
        for (String each : tree.properties().stream().map(Map.Entry::getKey).toList()) {
            String key = prefix + shout(each);
            if (tree.get(each) instanceof ObjectNode section) {
                if (name.startsWith(key + "_") && override(section, key + "_", name, value)) {
                    return true;
                }
            } else if (name.equals(key)) {
                set(tree, each, value);
                return true;
            }
        }
        return false;
    }

    /** A list is written with commas. */
    private static void set(ObjectNode section, String key, String value) {
        if (section.path(key).isArray()) {
            section.remove(key);
            for (String item : value.split(",", -1)) {
                if (!item.isBlank()) {
                    section.withArray("/" + key).add(item.strip());
                }
            }
            section.withArray("/" + key);
        } else {
            section.put(key, value);
        }
    }

    private static String shout(String key) {
        return key.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    private static String explain(JsonProcessingException wrong) {
        if (wrong.getCause() instanceof IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
        String key = wrong instanceof JsonMappingException mismatch
                ? mismatch.getPath().stream()
                        .map(reference -> String.valueOf(reference.getFieldName()))
                        .collect(Collectors.joining("."))
                : "";
        return wrong instanceof UnrecognizedPropertyException
                ? "The configuration has an unknown key: " + key
                : key + " has a value of the wrong type";
    }
}
