package com.plugipay.http;

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
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of our records: nullable where the code says {@link Nullable}, required everywhere else, closed against
 * unknown fields.
 */
final class Schemas {
    private static final SchemaGenerator REQUESTS = generator(false);
    private static final SchemaGenerator ANSWERS = generator(true);

    private Schemas() {}

    /** The schema of what is accepted: a nullable field may be left out. */
    static ObjectNode of(Class<?> type) {
        return REQUESTS.generateSchema(type);
    }

    /** The same with nothing required, for a change. */
    static ObjectNode partial(Class<?> type) {
        ObjectNode schema = of(type);
        schema.remove("required");
        return schema;
    }

    /** The schema of what is answered: every key is there, null or not. */
    static ObjectNode answer(Class<?> type) {
        return ANSWERS.generateSchema(type);
    }

    private static SchemaGenerator generator(boolean nullableRequired) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.INLINE_ALL_SCHEMAS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.NULLABLE_ARRAY_ITEMS_ALLOWED)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(new JacksonModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY, JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
        config.forFields()
                .withNullableCheck(Schemas::isNullable)
                .withRequiredCheck(
                        field -> !field.isFakeContainerItemScope() && (nullableRequired || !isNullable(field)))
                .withInstanceAttributeOverride((schema, field, ignored) -> {
                    if (isMetadata(field)) {
                        schema.put("maxProperties", 50);
                        schema.putObject("propertyNames").put("minLength", 1).put("maxLength", 40);
                        schema.putObject("additionalProperties")
                                .put("type", "string")
                                .put("maxLength", 500);
                    }
                });
        config.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            if (type.getErasedType() == Instant.class) {
                return new CustomDefinition(context.getGeneratorConfig()
                        .createObjectNode()
                        .put("type", "string")
                        .put("format", "date-time"));
            }
            if (type.getErasedType() == Object.class) {
                return new CustomDefinition(context.getGeneratorConfig().createObjectNode());
            }
            return null;
        });
        return new SchemaGenerator(config.build());
    }

    private static boolean isMetadata(FieldScope field) {
        return !field.isFakeContainerItemScope()
                && field.getName().equals("metadata")
                && field.getType().isInstanceOf(Map.class);
    }

    private static boolean isNullable(FieldScope field) {
        return !field.isFakeContainerItemScope()
                && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
