package com.plugipay.http.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import com.plugipay.json.Json;
import com.plugipay.json.SchemaText;
import com.plugipay.secrets.Secret;
import com.plugipay.text.RecordTexts;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Generates JSON Schemas of records. Fields are nullable if annotated with {@link Nullable}; unknown fields are not allowed. */
public final class Schemas {
    /** Beside a pattern: the sentence that says what fits it, which is the message of the annotation. */
    static final String PATTERN_TEXT = "x-pattern-text";

    private static final Generated REQUESTS = new Generated(generator(false), new ConcurrentHashMap<>());
    private static final Generated RESULTS = new Generated(generator(true), new ConcurrentHashMap<>());

    private Schemas() {}

    /** The schemas that have been generated, which takes most of the time of a start; every event loop needs all of them. */
    private record Generated(SchemaGenerator generator, Map<Class<?>, ObjectNode> schemas) {
        /** A copy, which the caller may change. */
        ObjectNode of(Class<?> type) {
            return schemas.computeIfAbsent(type, this::generated).deepCopy();
        }

        private ObjectNode generated(Class<?> type) {
            ObjectNode schema = generator.generateSchema(type);
            complete(schema);
            return schema;
        }
    }

    /** Describes what the generator does not, in a schema and all schemas in it. */
    private static void complete(JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            // One that is no component of a record, such as the type of one of several.
            String text = RecordTexts.named(property.getKey());
            if (text != null && property.getValue() instanceof ObjectNode value && !value.has("description")) {
                value.put("description", text);
            }
        });
        if (schema.path("enum") instanceof ArrayNode values) {
            withoutRepetitions(values);
        }
        schema.forEach(Schemas::complete);
    }

    /** Two constants may be written alike: the client libraries tell them apart. */
    private static void withoutRepetitions(ArrayNode values) {
        Set<JsonNode> distinct = new LinkedHashSet<>(values.valueStream().toList());
        values.removeAll().addAll(distinct);
    }

    /** The schema of an input: nullable fields may be left out. */
    public static ObjectNode of(Class<?> type) {
        return REQUESTS.of(type);
    }

    /** The schema of a change: all fields may be left out. */
    public static ObjectNode partial(Class<?> type) {
        ObjectNode schema = of(type);
        schema.remove("required");
        return schema;
    }

    /** The schema of a result: all fields are there, null or not. */
    public static ObjectNode result(Class<?> type) {
        return flattened(RESULTS.of(type));
    }

    /**
     * Merges the schemas of unwrapped objects, which the generator puts beside each other so that they exclude each other,
     * and removes the parentheses from the names of computed properties.
     */
    private static ObjectNode flattened(ObjectNode schema) {
        ObjectNode properties = Json.MAPPER.createObjectNode();
        Set<String> required = new LinkedHashSet<>();
        collect(schema, properties, required);
        schema.remove("allOf");
        schema.put("type", "object").put("additionalProperties", false).set("properties", properties);
        ArrayNode names = schema.putArray("required");
        required.forEach(names::add);
        return schema;
    }

    private static void collect(JsonNode schema, ObjectNode properties, Set<String> required) {
        schema.path("allOf").forEach(part -> collect(part, properties, required));
        schema.path("properties")
                .properties()
                .forEach(property -> properties.set(plain(property.getKey()), property.getValue()));
        schema.path("required").forEach(name -> required.add(plain(name.textValue())));
    }

    private static String plain(String name) {
        return name.replace("()", "");
    }

    private static SchemaGenerator generator(boolean nullableRequired) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.INLINE_ALL_SCHEMAS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.NULLABLE_ARRAY_ITEMS_ALLOWED,
                        // A method of a record is a property if it is annotated with @JsonProperty.
                        Option.NONSTATIC_NONVOID_NONGETTER_METHODS)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(new JacksonModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
                        JacksonOption.INCLUDE_ONLY_JSONPROPERTY_ANNOTATED_METHODS))
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
        config.forMethods()
                .withDescriptionResolver(method -> RecordTexts.of(
                        method.getRawMember().getDeclaringClass(),
                        method.getRawMember().getName()))
                .withRequiredCheck(method -> nullableRequired)
                .withNullableCheck(
                        method -> method.getRawMember().getAnnotatedReturnType().isAnnotationPresent(Nullable.class));
        config.forFields()
                .withDescriptionResolver(Schemas::description)
                .withArrayMaxItemsResolver(ChoiceSchemas::mostOf)
                .withNullableCheck(Schemas::isNullable)
                .withRequiredCheck(field -> !field.isFakeContainerItemScope()
                        && (!isNullable(field) || (nullableRequired && !isLeftOut(field))))
                .withInstanceAttributeOverride((schema, field, ignored) -> {
                    if (isMetadata(field)) {
                        schema.put("maxProperties", 50);
                        schema.putObject("propertyNames").put("minLength", 1).put("maxLength", 40);
                        schema.putObject("additionalProperties")
                                .put("type", "string")
                                .put("maxLength", 500);
                    }
                    Pattern pattern = pattern(field);
                    if (pattern != null) {
                        schema.put(PATTERN_TEXT, pattern.message());
                    }
                });
        config.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            if (type.getErasedType() == Instant.class) {
                return new CustomDefinition(context.getGeneratorConfig()
                        .createObjectNode()
                        .put("type", "string")
                        .put("format", "date-time"));
            }
            if (type.getErasedType() == Secret.class) {
                return new CustomDefinition(context.getGeneratorConfig()
                        .createObjectNode()
                        .put("type", "string")
                        .put("minLength", 1)
                        .put("maxLength", 500));
            }
            SchemaText written = type.getErasedType().getAnnotation(SchemaText.class);
            if (written != null) {
                return new CustomDefinition(Json.read(written.value(), ObjectNode.class));
            }
            if (type.getErasedType() == Object.class) {
                return new CustomDefinition(context.getGeneratorConfig().createObjectNode());
            }
            return ChoiceSchemas.of(type, context);
        });
        return new SchemaGenerator(config.build());
    }

    private static boolean isMetadata(FieldScope field) {
        return !field.isFakeContainerItemScope()
                && field.getName().equals("metadata")
                && field.getType().isInstanceOf(Map.class);
    }

    private static @Nullable String description(FieldScope field) {
        return field.isFakeContainerItemScope()
                ? null
                : RecordTexts.of(field.getRawMember().getDeclaringClass(), field.getName());
    }

    private static @Nullable Pattern pattern(FieldScope field) {
        return field.isFakeContainerItemScope()
                ? field.getContainerItemAnnotation(Pattern.class)
                : field.getAnnotation(Pattern.class);
    }

    /** Whether results leave it out when it is null. */
    private static boolean isLeftOut(FieldScope field) {
        return field.getRawMember().getDeclaringClass().isAnnotationPresent(JsonInclude.class);
    }

    private static boolean isNullable(FieldScope field) {
        return !field.isFakeContainerItemScope()
                && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
